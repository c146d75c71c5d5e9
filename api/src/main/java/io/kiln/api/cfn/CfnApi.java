package io.kiln.api.cfn;

import io.kiln.api.heat.FetchedTexts;
import io.kiln.api.heat.StackReader;
import io.kiln.api.settings.StackSettingsStore;
import io.kiln.engine.convergence.Drifts;
import io.kiln.engine.convergence.StackService;
import io.kiln.engine.convergence.Stacks;
import io.kiln.engine.convergence.plans.PlanService;
import io.kiln.engine.convergence.plans.StoredPlans;
import io.kiln.engine.reading.StackReads;
import io.kiln.templates.model.Compiler;
import io.kiln.templates.model.Imports;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Puts CloudFormation's API together; everything it stands on is given. */
@Configuration(proxyBeanMethods = false)
@Import(CfnController.class)
public class CfnApi {

  @Bean
  Operations operations(
      StackReads reads,
      StackReader reader,
      Stacks stacks,
      StackService service,
      Compiler compiler,
      Imports imports,
      FetchedTexts fetched,
      Drifts drifts,
      StackSettingsStore settings,
      StoredPlans kept,
      PlanService plans,
      io.kiln.engine.reading.Operations begun,
      Supplier<UUID> ids) {
    var sets = new ChangeSets(kept);
    var lookup = new StackLookup(reads, stacks, sets);
    var intent = new Intent(service, stacks, fetched);
    var parameters = new ParameterTexts(reader);
    var exports = new Exports(stacks, imports);
    var setViews = new ChangeSetViews(lookup, plans, begun, sets, parameters);
    return new Operations(
        new StackActions(lookup, service, intent, settings, sets, exports, ids),
        new StackViews(lookup, reads, reader, stacks, drifts, settings, sets, parameters),
        new ResourceActions(lookup, reads, drifts),
        new EventActions(lookup, reads, stacks),
        new TemplateActions(lookup, setViews, stacks, compiler, fetched),
        new ChangeSetActions(lookup, stacks, intent, plans, sets, setViews, settings, ids),
        setViews,
        new DriftActions(lookup, drifts),
        exports);
  }
}
