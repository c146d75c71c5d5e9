package io.kiln.resources.container;

import io.kiln.resources.host.UnknownHost;
import io.kiln.resources.spi.Allowed;
import io.kiln.resources.spi.Check;
import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Pattern;
import io.kiln.resources.spi.Range;
import io.kiln.resources.spi.Updatable;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a container service is given. Texts that may be secret are values, which know their mark.
 */
public record ServiceProperties(
    @Doc(
            "The container's name; by default stack-resource, or stack-outer.resource in a nested"
                + " stack.")
        @Pattern("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,199}")
        Optional<String> name,
    @Doc("The hosts it runs on, one container on each.")
        @Default("[\"local\"]")
        @Updatable
        @Check(UnknownHost.NAME)
        List<String> hosts,
    @Doc("The image it runs from.") @Updatable String image,
    @Doc("When the image is fetched from its registry.")
        @Default("\"missing\"")
        @Updatable
        @Allowed({"missing", "always", "never"})
        String imagePull,
    @Doc("The command, as a list or as a text split as a shell would; by default the image's.")
        @Updatable
        Optional<Value> command,
    @Doc("The entry point, like command.") @Updatable Optional<Value> entrypoint,
    @Doc("The user it runs as, name or number, optionally with :group.") @Updatable
        Optional<String> user,
    @Doc("The working directory.") @Updatable Optional<String> workingDir,
    @Doc("Environment variables; those that are null are left out.") @Default("{}") @Updatable
        Map<String, Value.Text> env,
    @Doc("Files on the host with environment variables, KEY=VALUE a line.")
        @Default("[]")
        @Updatable
        List<String> envFile,
    @Doc("source:destination[:options]; an absolute source is a path on the host, else a volume.")
        @Default("[]")
        @Updatable
        List<String> volumes,
    @Doc("Containers whose volumes it gets.") @Default("[]") @Updatable List<String> volumesFrom,
    @Doc("Memory file systems, path[:options].") @Default("[]") @Updatable List<String> tmpfs,
    @Doc("Devices of the host, path[:path in the container[:rwm]].") @Default("[]") @Updatable
        List<String> devices,
    @Doc("Its own file system cannot be written.") @Default("false") @Updatable boolean readOnly,
    @Doc("Size of /dev/shm, in bytes or as 64m.") @Updatable Optional<Value> shmSize,
    @Doc("host, none, bridge or the name of a network.") @Default("\"host\"") @Updatable String net,
    @Doc("The host name it sees, on a network of its own.") @Updatable Optional<String> hostname,
    @Doc("Published ports, [[address:]host port:]port[/udp]; on a bridge only.")
        @Default("[]")
        @Updatable
        List<String> ports,
    @Doc("More names, name:address.") @Default("[]") @Updatable List<String> extraHosts,
    @Doc("Addresses of name servers.") @Default("[]") @Updatable List<String> dns,
    @Doc("Shares the host's processes.") @Updatable @Allowed("host") Optional<String> pid,
    @Doc("Whose shared memory it has.") @Updatable @Allowed({"host", "private", "shareable"})
        Optional<String> ipc,
    @Doc("Shares the host's name.") @Updatable @Allowed("host") Optional<String> uts,
    @Doc("Has all the rights of its host.") @Default("false") @Updatable boolean privileged,
    @Doc("Linux capabilities to add.") @Default("[]") @Updatable List<String> capAdd,
    @Doc("Linux capabilities to take away.") @Default("[]") @Updatable List<String> capDrop,
    @Doc("Security options of the engine.") @Default("[]") @Updatable List<String> securityOpt,
    @Doc("Kernel parameters of its own.") @Default("{}") @Updatable Map<String, String> sysctls,
    @Doc("Kernel limits by name: a number or {soft, hard}.") @Default("{}") @Updatable
        Map<String, Value> ulimits,
    @Doc("Most memory, in bytes or as 512m.") @Updatable Optional<Value> memory,
    @Doc("Weight of its processor time.") @Updatable @Range(min = 2) Optional<Long> cpuShares,
    @Doc("no, on-failure[:times], always or unless-stopped.")
        @Default("\"unless-stopped\"")
        @Updatable
        @Pattern("no|[Ff]alse|on-failure(:[0-9]+)?|always|unless-stopped")
        String restart,
    @Doc("How to find out whether it does its work; without it, running is enough.") @Updatable
        Optional<Health> healthcheck,
    @Doc("Seconds between asking it to stop and killing it.") @Default("10") @Updatable
        Duration stopGrace,
    @Doc("The signal that asks it to stop; by default the image's.") @Updatable
        Optional<String> stopSignal,
    @Doc("An init process reaps zombies and passes signals on.") @Default("false") @Updatable
        boolean init,
    @Doc("Labels of the container.") @Default("{}") @Updatable Map<String, String> labels,
    @Doc("Files written into the container before it starts.") @Default("[]") @Updatable
        List<FileEntry> files,
    @Doc("Run to their end before the service starts, in order, on the first host.")
        @Default("[]")
        @Updatable
        List<OneShot> bootstrap,
    @Doc("Run once the service is healthy on all hosts, in order, on the first host.")
        @Default("[]")
        @Updatable
        List<OneShot> postStart,
    @Doc("How an update goes over the hosts.") @Default("{}") @Updatable Rolling rolling,
    @Doc("Remove its named volumes when it is deleted.") @Default("false") @Updatable
        boolean removeVolumes) {

  /** Refuses what only makes sense elsewhere. */
  public ServiceProperties {
    hosts = hosts.stream().distinct().toList();
    // YAML 1.1 reads an unquoted no as false.
    restart = restart.equalsIgnoreCase("false") ? "no" : restart;
    for (OneShot shot : bootstrap) {
      if (shot.exec()) {
        throw new IllegalArgumentException(
            "bootstrap."
                + shot.name()
                + " has exec: true, but nothing runs yet to run it in; move it to post_start");
      }
    }
  }

  /** How to find out whether a container does its work. */
  public record Health(
      @Doc("A command line, [CMD, word, ..] or [CMD-SHELL, text].") Value test,
      @Doc("Seconds between checks.") @Default("5") Duration interval,
      @Doc("Seconds a check may take.") @Default("5") Duration timeout,
      @Doc("Failed checks in a row that make it unhealthy.") @Default("12") @Range(min = 1)
          int retries,
      @Doc("Seconds at first during which failed checks do not count.") @Default("0")
          Duration startPeriod) {}

  /** A file in a container. */
  public record FileEntry(
      @Doc("Where it is in the container.") String path,
      @Doc("Its content.") Value.Text content,
      @Doc("user[:group], by name in the image or by number.") @Default("\"root\"") String owner,
      @Doc("Permission bits in quotes, such as \"0640\".") @Default("\"0644\"") Value mode,
      @Doc("COPY_ONCE: a change of the content waits until the container is replaced anyway.")
          @Default("\"COPY_ALWAYS\"")
          @Allowed({"COPY_ALWAYS", "COPY_ONCE"})
          String strategy) {}

  /** A command that runs to its end; what it does not say it has from the service. */
  public record OneShot(
      @Doc("Its name within the service.") @Pattern("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,99}") String name,
      @Doc("The command.") Optional<Value> command,
      @Doc("The entry point.") Optional<Value> entrypoint,
      @Doc("The user.") Optional<String> user,
      @Doc("Variables added to the service's.") @Default("{}") Map<String, Value.Text> env,
      @Doc("The image.") Optional<String> image,
      @Doc("Volumes instead of the service's.") Optional<List<String>> volumes,
      @Doc("Files instead of the service's.") Optional<List<FileEntry>> files,
      @Doc("Has all the rights of its host.") Optional<Boolean> privileged,
      @Doc("Run inside of the service's container; in post_start only.") @Default("false")
          boolean exec,
      @Doc("On every host, not only on the first.") @Default("false") boolean eachHost,
      @Doc("Codes that mean success.") @Default("[0]") List<Integer> exitCodes,
      @Doc("Seconds a try may take.") @Default("600") Duration timeout,
      @Doc("How often to try again, a second apart.") @Default("0") @Range(min = 0, max = 1000)
          int retries,
      @Doc("When it runs.") @Default("[\"CREATE\"]") @Allowed({"CREATE", "UPDATE"})
          List<String> runOn) {}

  /** How an update goes over the hosts. */
  public record Rolling(
      @Doc("How many hosts at once.") @Default("1") @Range(min = 1) int maxBatch,
      @Doc("Seconds between batches that changed something.") @Default("0") Duration pause) {}
}
