package io.kiln.api.v2;

import io.kiln.api.heat.StackCommands;
import io.kiln.api.heat.StackHistory;
import io.kiln.api.repeat.Repetitions.Remembered;
import io.kiln.engine.convergence.StackService;
import io.kiln.engine.convergence.Stacks;
import io.kiln.engine.convergence.plans.StoredPlans;
import io.kiln.engine.reading.Operations;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** Puts Kiln's own API together; everything it stands on is given. */
@Configuration(proxyBeanMethods = false)
@Import({
  DocumentController.class,
  DriftController.class,
  EventStreamController.class,
  HistoryController.class,
  HostsController.class,
  RolesController.class,
  OperationsController.class,
  PlanController.class,
  PlansController.class,
  SearchController.class,
  StacksController.class,
  StackStateController.class,
  StatusController.class,
})
public class KilnApi {

  @Bean
  Preconditions preconditions(JsonMapper json) {
    return new Preconditions(json);
  }

  @Bean
  EventStreams eventStreams(Stacks stacks, JsonMapper json) {
    return new EventStreams(stacks, json);
  }

  @Bean
  OperationViews operationViews(Operations operations, Stacks stacks) {
    return new OperationViews(operations, stacks);
  }

  @Bean
  Remembered rememberedAnswers(
      Operations operations,
      OperationViews views,
      StoredPlans plans,
      PlansController kept,
      JsonMapper json) {
    return new RememberedAnswers(operations, views, plans, kept, json);
  }

  @Bean
  PlanDrafts planDrafts(
      StackService service,
      Stacks stacks,
      StackCommands commands,
      StackHistory history,
      Supplier<UUID> ids) {
    return new PlanDrafts(service, stacks, commands, history, ids);
  }
}
