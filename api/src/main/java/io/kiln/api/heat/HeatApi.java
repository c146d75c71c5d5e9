package io.kiln.api.heat;

import io.kiln.api.fetch.Fetcher;
import io.kiln.api.settings.PolicyGuard;
import io.kiln.api.settings.StackSettingsStore;
import io.kiln.api.software.SoftwareApi;
import io.kiln.engine.convergence.StackService;
import io.kiln.engine.convergence.Stacks;
import io.kiln.engine.reading.StackReads;
import io.kiln.resources.spi.binding.ResourceCatalog;
import io.kiln.templates.model.Compiler;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Puts Heat's API together; everything it stands on is given. */
@Configuration(proxyBeanMethods = false)
@Import({
  ActionsController.class,
  DiscoveryController.class,
  EventsController.class,
  PreviewController.class,
  ResourcesController.class,
  SoftwareApi.class,
  ServicesController.class,
  SignalsController.class,
  SnapshotsController.class,
  StackContentController.class,
  StackController.class,
  StackListController.class,
  StackLookupController.class,
  TemplateVersionsController.class,
  TransferController.class,
  TypesController.class,
  ValidateController.class,
})
public class HeatApi {

  @Bean
  StackReader stackReader(
      Stacks stacks, StackReads reads, Compiler compiler, ResourceCatalog types) {
    return new StackReader(stacks, reads, compiler, types::handler);
  }

  @Bean
  StackCommands stackCommands(
      StackService service,
      StackReader reader,
      StackSettingsStore settings,
      FetchedTexts fetched,
      InstantSource clock) {
    return new StackCommands(service, reader, settings, fetched, clock);
  }

  @Bean
  FetchedTexts fetchedTexts(Fetcher fetcher, Compiler compiler) {
    return new FetchedTexts(fetcher, compiler);
  }

  @Bean
  PolicyGuard policyGuard(StackSettingsStore settings) {
    return new PolicyGuard(settings);
  }

  @Bean
  StackHistory stackHistory(
      StackService service, Stacks stacks, StackReader reader, PolicyGuard guard) {
    return new StackHistory(service, stacks, reader, guard);
  }
}
