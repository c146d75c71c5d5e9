package io.kiln.api.v2;

import io.kiln.engine.convergence.Stacks;
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
  PlanController.class,
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
}
