package io.kiln.resources.baremetal;

import io.kiln.templates.value.Value;
import java.util.Optional;

/** A node as Ironic shows it. */
record Node(Value.MapOf shown) {

  static final String POWER_ON = "power on";
  static final String POWER_OFF = "power off";

  /** The fields that are looked at; what is secret is not among them. */
  static final String FIELDS =
      "uuid,name,provision_state,target_provision_state,provision_updated_at,power_state,"
          + "last_error,maintenance,maintenance_reason,fault,instance_uuid,instance_info,properties";

  String uuid() {
    return text("uuid").orElseThrow(() -> new IllegalStateException("a node without a UUID"));
  }

  /** Its provision state; below API 1.2 "available" would be null. */
  String state() {
    return text("provision_state").orElse("unknown");
  }

  /** Whether it is known to be switched off. */
  boolean off() {
    return text("power_state").filter(POWER_OFF::equals).isPresent();
  }

  /** Whether it is in no transition. */
  boolean settled() {
    return text("target_provision_state").isEmpty();
  }

  /** Changes whenever its provision state does. */
  String changedAt() {
    return text("provision_updated_at").orElse("");
  }

  boolean belongsTo(String instance) {
    return text("instance_uuid").filter(instance::equals).isPresent();
  }

  /** Its name, or else its UUID, for people. */
  String called() {
    return text("name").orElseGet(this::uuid);
  }

  /** What went wrong last; may be old news, so only asked for when the state says failed. */
  String lastError() {
    return text("last_error").orElse("Ironic gives no reason");
  }

  /** The state with what hinders it, for people. */
  String describe() {
    String hindrance =
        shown.get("maintenance").equals(Value.bool(true))
            ? " (in maintenance: "
                + text("maintenance_reason").or(() -> text("fault")).orElse("no reason given")
                + ")"
            : "";
    return "node " + called() + " is " + state() + hindrance;
  }

  Optional<String> text(String field) {
    return shown.get(field) instanceof Value.Text(String text, _)
        ? Optional.of(text)
        : Optional.empty();
  }

  Value.MapOf map(String field) {
    return shown.get(field) instanceof Value.MapOf map ? map : Value.MapOf.EMPTY;
  }
}
