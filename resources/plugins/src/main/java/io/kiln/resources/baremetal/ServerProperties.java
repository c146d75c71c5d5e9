package io.kiln.resources.baremetal;

import io.kiln.resources.spi.Allowed;
import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Length;
import io.kiln.resources.spi.Name;
import io.kiln.resources.spi.Pattern;
import io.kiln.resources.spi.Range;
import io.kiln.resources.spi.Sensitive;
import io.kiln.resources.spi.Updatable;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a server on bare metal is given. */
public record ServerProperties(
    @Doc("Its name, unique within Ironic; by default made of the stack's and the resource's.")
        @Pattern("[a-zA-Z0-9][a-zA-Z0-9._-]{0,254}")
        Optional<String> name,
    @Doc("The resource class of the nodes to choose from.") @Length(min = 1) String resourceClass,
    @Doc("Traits the node must have.") @Default("[]") @Pattern("[A-Z][A-Z0-9_]{0,254}")
        List<String> traits,
    @Doc("Names or UUIDs of the nodes to choose from; by default all.") @Default("[]")
        List<String> candidateNodes,
    @Doc("Capabilities the node must have, such as boot_mode: uefi.") @Default("{}")
        Map<String, String> capabilities,
    @Doc("The image to deploy; absent for nodes whose deploy interface needs none.") @Updatable
        Optional<Image> image,
    @Doc("What the deployed system finds on its config drive.") @Updatable @Sensitive
        Optional<Value.MapOf> configDrive,
    @Doc("Which disk to deploy to, such as {size: 100} or {serial: abc}.")
        Optional<Value.MapOf> rootDevice,
    @Doc("Steps in addition to or instead of the usual ones.") @Default("[]") @Updatable
        List<DeployStep> deploySteps,
    @Doc("undeploy: clean the node and give it back; keep: leave it as it is.")
        @Default("\"undeploy\"")
        @Updatable
        @Allowed({"undeploy", "keep"})
        String onDelete,
    @Doc("Wait when no node is free, instead of failing.") @Default("false") @Updatable
        boolean waitForCapacity) {

  private static final List<String> CONFIG_DRIVE_KEYS =
      List.of("meta_data", "user_data", "network_data");

  /** Refuses parts of a config drive that Ironic would refuse. */
  public ServerProperties {
    for (String key : configDrive.orElse(Value.MapOf.EMPTY).entries().keySet()) {
      if (!CONFIG_DRIVE_KEYS.contains(key)) {
        throw new IllegalArgumentException(
            "config_drive."
                + key
                + " is not known; there are "
                + String.join(", ", CONFIG_DRIVE_KEYS));
      }
    }
  }

  /** An image, as Ironic fetches it. */
  public record Image(
      @Doc("Its URL.") String source,
      @Doc("Its checksum, or the URL of a file of checksums.") Optional<String> checksum,
      @Doc("The algorithm of os_hash_value, such as sha512.") Optional<String> osHashAlgo,
      @Doc("Its checksum by os_hash_algo.") Optional<String> osHashValue,
      @Doc("Size of the root partition in GiB, for images of a partition.") @Range(min = 1)
          Optional<Integer> rootGb,
      @Doc("URL of the kernel, for images of a partition.") Optional<String> kernel,
      @Doc("URL of the ramdisk, for images of a partition.") Optional<String> ramdisk) {}

  /** A step of the deployment. */
  public record DeployStep(
      @Doc("The interface it belongs to.")
          @Name("interface")
          @Allowed({"power", "management", "deploy", "bios", "raid"})
          String ofInterface,
      @Doc("Its name.") String step,
      @Doc("Its place among the steps, highest first; 0 switches it off.") @Range(min = 0)
          int priority,
      @Doc("What it is given.") @Default("{}") Value.MapOf args) {}

  /** Whether a change from here can only be had by deploying anew. */
  boolean needsRebuild(ServerProperties wanted) {
    return !image.equals(wanted.image)
        || !configDrive.equals(wanted.configDrive)
        || !deploySteps.equals(wanted.deploySteps);
  }
}
