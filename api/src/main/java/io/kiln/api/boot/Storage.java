package io.kiln.api.boot;

import io.kiln.api.audit.AuditStore;
import io.kiln.api.auth.SignedAddresses;
import io.kiln.api.hosts.HostStore;
import io.kiln.api.settings.StackSettingsStore;
import io.kiln.api.software.SoftwareStore;
import io.kiln.db.DatabaseConfiguration;
import io.kiln.db.DatabaseSettings;
import io.kiln.db.audit.AuditPurge;
import io.kiln.db.audit.PostgresAudit;
import io.kiln.db.cfn.SettingStore;
import io.kiln.db.configs.SoftwareConfigStore;
import io.kiln.db.configs.SoftwareDeploymentStore;
import io.kiln.db.jobs.RecurringJobs;
import io.kiln.db.jobs.RecurringJobs.Job;
import io.kiln.db.secret.MacKeys;
import io.kiln.db.secret.SecretBox;
import io.kiln.db.stacks.PostgresDrifts;
import io.kiln.db.stacks.PostgresOperations;
import io.kiln.db.stacks.PostgresPlans;
import io.kiln.db.stacks.PostgresPurge;
import io.kiln.db.stacks.PostgresReads;
import io.kiln.db.stacks.PostgresReceipts;
import io.kiln.db.stacks.PostgresStacks;
import io.kiln.db.stacks.PostgresTrees;
import io.kiln.db.stacks.PostgresWakeups;
import io.kiln.db.stacks.Retention;
import io.kiln.resources.software.DeploymentBoard;
import io.kiln.resources.software.SoftwareConfigs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The database with its tables as this version wants them, and the stores on it. */
final class Storage implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Storage.class);

  /** Often enough that each time there is little to do. */
  private static final Duration PURGE_EVERY = Duration.ofHours(1);

  private final AnnotationConfigApplicationContext context;
  private final String described;

  private Storage(AnnotationConfigApplicationContext context, String described) {
    this.context = context;
    this.described = described;
  }

  /** Starts or finds the database and brings its tables up to date. */
  static Storage open(ServerOptions options) {
    var settings =
        new DatabaseSettings(
            options.data(),
            options.database(),
            setting("KILN_DATABASE_USER"),
            setting("KILN_DATABASE_PASSWORD"),
            setting("KILN_SECRET_KEY"),
            DatabaseSettings.POOL_SIZE);
    var context = new AnnotationConfigApplicationContext();
    context.registerBean(DatabaseSettings.class, () -> settings);
    context.register(DatabaseConfiguration.class);
    context.refresh();
    String described =
        options.database().map(Storage::withoutSecrets).orElse("embedded in " + options.data());
    return new Storage(context, described);
  }

  private static Optional<String> setting(String variable) {
    return Optional.ofNullable(System.getenv(variable)).filter(text -> !text.isBlank());
  }

  private static String withoutSecrets(String url) {
    int query = url.indexOf('?');
    String place = query < 0 ? url : url.substring(0, query);
    return place.replaceFirst("//[^/@]*@", "//").replaceFirst("^jdbc:", "");
  }

  PostgresStacks stacks() {
    return context.getBean(PostgresStacks.class);
  }

  StackSettingsStore settings() {
    return new KeptSettings(context.getBean(SettingStore.class));
  }

  PostgresPlans plans() {
    return context.getBean(PostgresPlans.class);
  }

  PostgresOperations operations() {
    return context.getBean(PostgresOperations.class);
  }

  PostgresReceipts receipts() {
    return context.getBean(PostgresReceipts.class);
  }

  PostgresReads reads() {
    return context.getBean(PostgresReads.class);
  }

  PostgresDrifts drifts() {
    return context.getBean(PostgresDrifts.class);
  }

  PostgresTrees trees() {
    return context.getBean(PostgresTrees.class);
  }

  PostgresWakeups wakeups() {
    return context.getBean(PostgresWakeups.class);
  }

  /** What is done now and then by one of all workers. */
  RecurringJobs jobs(String worker, Retention retention) {
    PostgresPurge purge = context.getBean(PostgresPurge.class);
    var job =
        new Job(
            "purge",
            PURGE_EVERY,
            () -> {
              PostgresPurge.Purged purged = purge.run(retention);
              LOG.info(
                  "Purged {} deleted stacks, {} revisions, {} events, {} operations, {} plans, {}"
                      + " receipts",
                  purged.stacks(),
                  purged.revisions(),
                  purged.events(),
                  purged.operations(),
                  purged.plans(),
                  purged.receipts());
            });
    AuditPurge log = context.getBean(AuditPurge.class);
    // By itself: a log that somebody changed must not keep the rest from being purged.
    var ofLog =
        new Job(
            "purge-audit",
            PURGE_EVERY,
            () -> LOG.info("Purged {} entries of the audit log", log.run(retention.audit())));
    return new RecurringJobs(
        context.getBean(DataSource.class), worker, List.of(job, ofLog), RecurringJobs.Pace.USUAL);
  }

  HostStore hosts() {
    return new KeptHosts(() -> context.getBean(io.kiln.db.hosts.HostStore.class));
  }

  SoftwareStore software() {
    return new KeptSoftware(
        context.getBean(SoftwareConfigStore.class), context.getBean(SoftwareDeploymentStore.class));
  }

  DeploymentBoard board() {
    return new KeptBoard(context.getBean(SoftwareDeploymentStore.class));
  }

  SoftwareConfigs configs() {
    return new KeptConfigs(context.getBean(SoftwareConfigStore.class));
  }

  AuditStore audit() {
    return new KeptAudit(context.getBean(PostgresAudit.class));
  }

  /** What vouches for addresses that take signals. */
  SignedAddresses.Voucher signalKeys() {
    MacKeys keys = context.getBean(SecretBox.class).macKeys("signals");
    return new SignedAddresses.Voucher() {
      @Override
      public String id() {
        return keys.id();
      }

      @Override
      public byte[] mac(byte[] text) {
        return keys.mac(text);
      }

      @Override
      public Optional<byte[]> mac(String id, byte[] text) {
        return keys.mac(id, text);
      }
    };
  }

  /** Where the database is, for people; without a password. */
  String described() {
    return described;
  }

  @Override
  public void close() {
    context.close();
  }
}
