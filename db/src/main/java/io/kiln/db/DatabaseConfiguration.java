package io.kiln.db;

import com.zaxxer.hikari.HikariDataSource;
import io.kiln.db.audit.AuditPurge;
import io.kiln.db.audit.PostgresAudit;
import io.kiln.db.cfn.SettingStore;
import io.kiln.db.configs.SoftwareConfigStore;
import io.kiln.db.configs.SoftwareDeploymentStore;
import io.kiln.db.hosts.HostStore;
import io.kiln.db.secret.KeyCheck;
import io.kiln.db.secret.SecretBox;
import io.kiln.db.secret.SecretKeys;
import io.kiln.db.stacks.PostgresDrifts;
import io.kiln.db.stacks.PostgresOperations;
import io.kiln.db.stacks.PostgresPlans;
import io.kiln.db.stacks.PostgresPurge;
import io.kiln.db.stacks.PostgresReads;
import io.kiln.db.stacks.PostgresReceipts;
import io.kiln.db.stacks.PostgresStacks;
import io.kiln.db.stacks.PostgresTrees;
import io.kiln.db.stacks.PostgresWakeups;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Puts the stores together for whoever gives a {@link DatabaseSettings}. Everything that touches
 * tables asks for the {@link Flyway} bean or the {@link SecretBox}, and so comes after the
 * migrations.
 */
@Configuration(proxyBeanMethods = false)
public class DatabaseConfiguration {

  /** A database that restarts while a server starts is back within a minute or so. */
  private static final int CONNECT_RETRIES = 10;

  private static final int CONNECT_PAUSE_SECONDS = 2;

  @Bean
  Database database(DatabaseSettings settings) {
    return Database.open(settings);
  }

  @Bean
  HikariDataSource dataSource(Database database) {
    return database.pool();
  }

  @Bean(initMethod = "migrate")
  Flyway flyway(HikariDataSource dataSource) {
    return Flyway.configure()
        .dataSource(dataSource)
        .connectRetries(CONNECT_RETRIES)
        .connectRetriesInterval(CONNECT_PAUSE_SECONDS)
        .load();
  }

  @Bean
  SecretBox secretBox(DatabaseSettings settings, HikariDataSource dataSource, Flyway migrated) {
    SecretBox box =
        settings
            .secretKey()
            .map(SecretKeys::fromText)
            .orElseGet(() -> SecretKeys.fromFile(settings.data().resolve("secret.key")));
    return KeyCheck.checked(box, dataSource);
  }

  @Bean
  PostgresTrees trees(HikariDataSource dataSource, SecretBox box) {
    return new PostgresTrees(dataSource, box, UUID::randomUUID);
  }

  @Bean
  PostgresStacks stacks(HikariDataSource dataSource, SecretBox box) {
    return new PostgresStacks(dataSource, box, UUID::randomUUID);
  }

  @Bean
  PostgresReads reads(HikariDataSource dataSource, SecretBox box) {
    return new PostgresReads(dataSource, box);
  }

  @Bean
  PostgresDrifts drifts(HikariDataSource dataSource, SecretBox box) {
    return new PostgresDrifts(dataSource, box, UUID::randomUUID);
  }

  @Bean
  PostgresPlans plans(HikariDataSource dataSource, SecretBox box) {
    return new PostgresPlans(dataSource, box);
  }

  @Bean
  PostgresOperations operations(HikariDataSource dataSource, Flyway migrated) {
    return new PostgresOperations(dataSource);
  }

  @Bean
  PostgresReceipts receipts(HikariDataSource dataSource, SecretBox box) {
    return new PostgresReceipts(dataSource, box);
  }

  @Bean
  SettingStore settings(HikariDataSource dataSource, SecretBox box) {
    return new SettingStore(dataSource, box);
  }

  @Bean
  PostgresPurge purge(HikariDataSource dataSource, SecretBox box) {
    return new PostgresPurge(dataSource, box);
  }

  @Bean
  PostgresAudit audit(HikariDataSource dataSource, SecretBox box) {
    return new PostgresAudit(dataSource, box.macKeys("audit"));
  }

  @Bean
  AuditPurge auditPurge(HikariDataSource dataSource, SecretBox box) {
    return new AuditPurge(dataSource, box.macKeys("audit"));
  }

  @Bean
  PostgresWakeups wakeups(Database database) {
    return new PostgresWakeups(database.unpooled());
  }

  @Bean
  SoftwareDeploymentStore softwareDeployments(HikariDataSource dataSource, SecretBox box) {
    return new SoftwareDeploymentStore(dataSource, box);
  }

  @Bean
  JpaStores jpaStores(HikariDataSource dataSource, SecretBox box) {
    return new JpaStores(dataSource, box);
  }

  @Bean
  HostStore hostStore(JpaStores stores) {
    return stores.hosts();
  }

  @Bean
  SoftwareConfigStore softwareConfigStore(JpaStores stores) {
    return stores.softwareConfigs();
  }
}
