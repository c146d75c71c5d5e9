package io.kiln.api.cfn;

import io.kiln.api.cfn.wire.Form;
import io.kiln.api.cfn.wire.Refused;
import io.kiln.engine.convergence.NewRevision;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/**
 * What a request asks a stack to be made of.
 *
 * @param disableRollback whether it is left as it is when that fails; AWS's default is not to
 */
record Wanted(StackSource source, boolean disableRollback, Optional<Duration> timeout) {

  /** What messages call a template that has no file. */
  static final String TEMPLATE = "TemplateBody";

  private static final int MOST_PARAMETERS = 200;

  /** A month; AWS has a limit of twelve hours for most resources. */
  private static final int LONGEST_MINUTES = 43_200;

  /** AWS's rule for the names of stacks and change sets. */
  private static final Pattern NAME = Pattern.compile("[a-zA-Z][-a-zA-Z0-9]{0,127}");

  /** What would change a stack without anybody seeing it do so. */
  private static final List<String> REFUSED =
      List.of("ResourceTypes", "ResourcesToImport", "RollbackConfiguration.RollbackTriggers");

  /**
   * Reads a request.
   *
   * @param before what the stack is made of; empty for a new one
   */
  static Wanted of(Form form, Optional<StackSource> before) {
    for (String field : REFUSED) {
      if (form.has(field)) {
        throw Refused.invalid("%s is not supported here.".formatted(field));
      }
    }
    StackSource texts = texts(form, before);
    Map<String, Value> parameters = parameters(form, before);
    var source =
        new StackSource(
            texts.template(),
            texts.templateName(),
            texts.files(),
            texts.environmentFiles(),
            texts.environment(),
            parameters,
            texts.forgotten());
    return new Wanted(
        source,
        disableRollback(form),
        form.number("TimeoutInMinutes", 1, LONGEST_MINUTES).map(Duration::ofMinutes));
  }

  /** The same, of texts that were completed. */
  Wanted of(StackSource complete) {
    return new Wanted(complete, disableRollback, timeout);
  }

  /**
   * A template to look at alone.
   *
   * @throws io.kiln.api.http.RefusedException when there is none
   */
  static StackSource template(Form form) {
    return texts(form, Optional.empty());
  }

  private static StackSource texts(Form form, Optional<StackSource> before) {
    boolean previous = form.flag("UsePreviousTemplate").orElse(false);
    if (form.has("TemplateURL")) {
      throw Refused.invalid(
          "TemplateURL is not fetched by this server: send the text as TemplateBody.");
    }
    Optional<String> body = form.text("TemplateBody");
    if (previous && body.isPresent()) {
      throw Refused.invalid("Give either TemplateBody or UsePreviousTemplate.");
    }
    if (previous) {
      return before.orElseThrow(
          () -> Refused.invalid("UsePreviousTemplate needs a stack that has a template."));
    }
    return new StackSource(
        body.orElseThrow(
            () -> Refused.invalid("Either Template URL or Template Body must be specified.")),
        TEMPLATE,
        Map.of(),
        List.of(),
        Optional.empty(),
        Map.of());
  }

  private static Map<String, Value> parameters(Form form, Optional<StackSource> before) {
    SequencedMap<String, Value> parameters = new LinkedHashMap<>();
    List<Form> items = form.items("Parameters");
    if (items.size() > MOST_PARAMETERS) {
      throw Refused.invalid("There may be %d parameters.".formatted(MOST_PARAMETERS));
    }
    for (Form item : items) {
      String key = item.required("ParameterKey");
      Optional<String> value = item.sent("ParameterValue");
      boolean previous = item.flag("UsePreviousValue").orElse(false);
      if (previous && value.isPresent()) {
        throw Refused.invalid(
            ("Invalid input for parameter key %s. Cannot specify usePreviousValue as true and"
                    + " non empty value for a parameter")
                .formatted(key));
      }
      Optional<Value> kept = before.map(source -> source.parameters().get(key));
      if (previous && before.isEmpty()) {
        throw Refused.invalid(
            ("Invalid input for parameter key %s. Cannot specify usePreviousValue as true for a"
                    + " parameter key not in the previous template")
                .formatted(key));
      }
      // What was not given before has the template's default still.
      Optional<Value> now = previous ? kept : Optional.of(Value.text(value.orElse("")));
      if (now.isPresent() && parameters.put(key, now.get()) != null) {
        throw Refused.invalid("The parameter %s is given twice.".formatted(key));
      }
    }
    return parameters;
  }

  private static boolean disableRollback(Form form) {
    Optional<Boolean> disable = form.flag("DisableRollback");
    Optional<String> onFailure =
        form.word("OnFailure", List.of("DO_NOTHING", "ROLLBACK", "DELETE"))
            .or(() -> form.word("OnStackFailure", List.of("DO_NOTHING", "ROLLBACK", "DELETE")));
    if (disable.isPresent() && onFailure.isPresent()) {
      throw Refused.invalid("You can specify either DisableRollback or OnFailure, but not both");
    }
    return disable.orElse(onFailure.filter("DO_NOTHING"::equals).isPresent());
  }

  /** A name that is given for the first time. */
  static String name(Form form, String field) {
    String name = form.required(field);
    if (!NAME.matcher(name).matches()) {
      throw Refused.invalid(
          ("1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member"
               + " must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*, with at most 128"
               + " characters")
              .formatted(name.length() > 200 ? name.substring(0, 200) + "…" : name, field));
    }
    return name;
  }

  /** The revision that is asked for. */
  NewRevision revision(String description, List<String> tags, String author) {
    return new NewRevision(source, disableRollback, timeout, tags, description, author);
  }
}
