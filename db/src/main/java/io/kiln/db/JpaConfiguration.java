package io.kiln.db;

import com.zaxxer.hikari.HikariDataSource;
import io.kiln.db.configs.SoftwareConfigStore;
import io.kiln.db.configs.SoftwareConfigs;
import io.kiln.db.hosts.HostStore;
import io.kiln.db.hosts.Hosts;
import io.kiln.db.secret.SecretBox;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.data.repository.config.BootstrapMode;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * JPA, for what is read and written whole (docs/decisions/0040). Hibernate starts in the
 * background: it takes longer than all the rest of the server, and nothing needs it at first.
 */
@Configuration(proxyBeanMethods = false)
@EnableTransactionManagement
@EnableJpaRepositories(bootstrapMode = BootstrapMode.LAZY)
class JpaConfiguration {

  @Bean
  LocalContainerEntityManagerFactoryBean entityManagerFactory(
      HikariDataSource dataSource, Flyway migrated) {
    var factory = new LocalContainerEntityManagerFactoryBean();
    factory.setDataSource(dataSource);
    factory.setPackagesToScan("io.kiln.db.hosts", "io.kiln.db.configs");
    factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
    factory.setJpaPropertyMap(
        Map.of(
            // Columns are named as in SQL, and the tables are Flyway's alone.
            "hibernate.physical_naming_strategy",
            "org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl",
            "hibernate.hbm2ddl.auto",
            "none"));
    var background = new SimpleAsyncTaskExecutor("jpa-");
    factory.setBootstrapExecutor(background);
    return factory;
  }

  @Bean
  JpaTransactionManager transactionManager(EntityManagerFactory factory) {
    return new JpaTransactionManager(factory);
  }

  @Bean
  HostStore hostStore(Hosts hosts, JpaTransactionManager transactions) {
    return new HostStore(hosts, new TransactionTemplate(transactions));
  }

  @Bean
  SoftwareConfigStore softwareConfigStore(SoftwareConfigs configs, SecretBox box) {
    return new SoftwareConfigStore(configs, box);
  }
}
