package io.kiln.api.boot;

import io.kiln.api.audit.AuditLog;
import io.kiln.api.audit.AuditStore;
import io.kiln.api.auth.Signatures;
import io.kiln.api.hosts.HostRegistry;
import io.kiln.api.http.JsonBody;
import io.kiln.api.settings.StackSettingsStore;
import io.kiln.api.software.SoftwareStore;
import io.kiln.engine.convergence.Drifts;
import io.kiln.engine.convergence.StackService;
import io.kiln.engine.convergence.Stacks;
import io.kiln.engine.convergence.plans.PlanService;
import io.kiln.engine.convergence.plans.StoredPlans;
import io.kiln.engine.convergence.receipts.Receipts;
import io.kiln.engine.reading.Operations;
import io.kiln.engine.reading.StackReads;
import io.kiln.resources.software.SoftwareConfigs;
import io.kiln.resources.spi.binding.ResourceCatalog;
import io.kiln.templates.model.Compiler;
import io.kiln.templates.model.Imports;
import java.time.InstantSource;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Hands the parts of an installation to the web; each waits until there is one. */
@Configuration(proxyBeanMethods = false)
@Import(WebConfiguration.class)
class InstallationBeans {

  /** It is held in memory whole. */
  private static final int LARGEST_BODY = 1 << 30;

  private final PendingInstallation installation;

  InstallationBeans(PendingInstallation installation) {
    this.installation = installation;
  }

  @Bean(destroyMethod = "")
  Stacks stacks() {
    return installation.get().stacks();
  }

  @Bean(destroyMethod = "")
  StackReads reads() {
    return installation.get().reads();
  }

  @Bean(destroyMethod = "")
  Drifts drifts() {
    return installation.get().drifts();
  }

  @Bean(destroyMethod = "")
  StackService stackService() {
    return installation.get().service();
  }

  @Bean(destroyMethod = "")
  Compiler compiler() {
    return installation.get().compiler();
  }

  @Bean
  Imports imports() {
    return (source, identity) -> installation.get().imports().of(source, identity);
  }

  @Bean(destroyMethod = "")
  ResourceCatalog catalog() {
    return installation.get().catalog();
  }

  @Bean(destroyMethod = "")
  HostRegistry hosts() {
    return installation.get().hosts();
  }

  @Bean(destroyMethod = "")
  SoftwareStore software() {
    return installation.get().software();
  }

  @Bean(destroyMethod = "")
  SoftwareConfigs softwareConfigs() {
    return installation.get().configs();
  }

  @Bean(destroyMethod = "")
  StackSettingsStore settings() {
    return installation.get().settings();
  }

  @Bean(destroyMethod = "")
  StoredPlans plans() {
    return installation.get().plans();
  }

  @Bean(destroyMethod = "")
  PlanService planService() {
    return installation.get().planService();
  }

  @Bean(destroyMethod = "")
  Operations begun() {
    return installation.get().operations();
  }

  @Bean(destroyMethod = "")
  Receipts receipts() {
    return installation.get().receipts();
  }

  @Bean
  CfnOptions cfnOptions(ServerOptions options) {
    return options.cfn();
  }

  @Bean
  HeatOptions heatOptions(ServerOptions options) {
    return options.heat();
  }

  /** Asked for when it is needed: the web is put together meanwhile. */
  @Bean
  Signatures signatures() {
    return (path, resource, expires, signature, now) ->
        installation.get().signatures().hold(path, resource, expires, signature, now);
  }

  @Bean
  AuditStore auditStore() {
    return installation.get().audit();
  }

  @Bean
  AuditLog auditLog() {
    return new AuditLog(() -> installation.get().audit());
  }

  /** A body brings a template with its files: room for four that are as large as they may be. */
  @Bean
  WebLimits limits(ServerOptions options) {
    long body = 4L * options.limits().text().bytes();
    return new WebLimits(
        Math.clamp(body, JsonBody.DEFAULT_MAX_BYTES, LARGEST_BODY), options.access().rate());
  }

  @Bean
  StatusSource status(
      ServletWebServerApplicationContext context,
      ServerOptions options,
      Ids ids,
      InstantSource clock) {
    return new StatusSource(context, options, installation, ids.get(), clock.instant());
  }
}
