package io.kiln.db.jpa;

import io.kiln.db.transaction.Transactions;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;

/**
 * Repositories on a database. Hibernate starts in the background, because it takes longer than the
 * rest of a server and nothing needs it at first; who comes early waits.
 */
public final class Jpa implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Jpa.class);

  /** A client or an agent waits: better an error it can repeat than a request that hangs. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final CompletableFuture<Started> started;

  private Jpa(CompletableFuture<Started> started) {
    this.started = started;
  }

  /**
   * Starts Hibernate on a database whose tables are there already.
   *
   * @param managed the entities and embeddables
   */
  public static Jpa starting(DataSource database, List<Class<?>> managed) {
    var started = new CompletableFuture<Started>();
    Thread.ofPlatform()
        .daemon()
        .name("jpa-start")
        .start(
            () -> {
              try {
                started.complete(start(database, managed));
              } catch (RuntimeException e) {
                LOG.error("Hibernate does not start", e);
                started.completeExceptionally(e);
              }
            });
    return new Jpa(started);
  }

  private record Started(
      LocalContainerEntityManagerFactoryBean bean,
      Transactions transactions,
      JpaRepositoryFactory factory,
      Map<Class<?>, Object> repositories) {

    <R> R repository(Class<R> type) {
      return type.cast(repositories.computeIfAbsent(type, factory::getRepository));
    }
  }

  private static Started start(DataSource database, List<Class<?>> managed) {
    var bean = new LocalContainerEntityManagerFactoryBean();
    bean.setPersistenceUnitName("kiln");
    bean.setDataSource(database);
    bean.setManagedTypes(
        PersistenceManagedTypes.of(managed.stream().map(Class::getName).toArray(String[]::new)));
    bean.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
    bean.setJpaPropertyMap(
        Map.of(
            // Columns are named as in SQL, and the tables are Flyway's alone.
            "hibernate.physical_naming_strategy",
            "org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl",
            "hibernate.hbm2ddl.auto",
            "none",
            // Known, so that no connection is needed to ask.
            "jakarta.persistence.database-product-name",
            "PostgreSQL",
            "hibernate.boot.allow_jdbc_metadata_access",
            "false"));
    bean.afterPropertiesSet();
    EntityManagerFactory factory = bean.getObject();
    if (factory == null) {
      throw new IllegalStateException("Hibernate was not started although nothing failed");
    }
    EntityManager shared = SharedEntityManagerCreator.createSharedEntityManager(factory);
    return new Started(
        bean,
        new Transactions(new JpaTransactionManager(factory), PATIENCE),
        new JpaRepositoryFactory(shared),
        new ConcurrentHashMap<>());
  }

  /**
   * Does something with a repository in a transaction of its own.
   *
   * @param what for the log, such as {@code find a host}
   * @param work may be repeated although an earlier attempt took effect; never gives null
   */
  public <R, T> T with(Class<R> repository, String what, Function<R, T> work) {
    Started jpa = started.join();
    R repositoryOfType = jpa.repository(repository);
    return jpa.transactions().repeatable(what, () -> work.apply(repositoryOfType));
  }

  /** Stops Hibernate; waits for it when it is still starting. */
  @Override
  public void close() {
    started.thenAccept(jpa -> jpa.bean().destroy()).exceptionally(_ -> null).join();
  }
}
