package io.kiln.api.software;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kiln.api.http.Shown;
import io.kiln.api.http.Times;
import org.jspecify.annotations.Nullable;

/** A deployment as Heat shows it. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record DeploymentView(
    String id,
    String serverId,
    String configId,
    @Nullable Object inputValues,
    @Nullable Object outputValues,
    @Nullable String action,
    @Nullable String status,
    @Nullable String statusReason,
    String creationTime,
    @Nullable String updatedTime) {

  static DeploymentView of(KeptDeployment deployment) {
    return new DeploymentView(
        deployment.id().toString(),
        deployment.server(),
        deployment.config(),
        Shown.clear(deployment.inputs()),
        Shown.clear(deployment.outputs()),
        deployment.action().orElse(null),
        deployment.status().orElse(null),
        deployment.statusReason().orElse(null),
        Times.of(deployment.createdAt()),
        Times.of(deployment.updatedAt()));
  }
}
