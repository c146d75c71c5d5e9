package io.kiln.api.heat;

import io.kiln.api.heat.Links.Link;
import io.kiln.templates.model.Frame;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stack that there is not, as Heat previews a create.
 *
 * @param resources summaries; a list in place of a nested stack
 */
record StackPreview(
    String id,
    String stackName,
    List<Link> links,
    String creationTime,
    @Nullable String updatedTime,
    @Nullable String deletionTime,
    List<String> notificationTopics,
    Map<String, @Nullable Object> parameters,
    String description,
    String templateDescription,
    List<String> capabilities,
    boolean disableRollback,
    @Nullable Long timeoutMins,
    String stackOwner,
    @Nullable String parent,
    @Nullable String stackUserProjectId,
    List<String> tags,
    List<OutputView> outputs,
    List<Object> resources) {

  static StackPreview of(
      String project, StackRequest request, Frame frame, Links links, String now) {
    String name = request.newName();
    Map<String, @Nullable Object> parameters =
        new LinkedHashMap<>(StackReader.parameters(frame.parameters()));
    parameters.put("OS::stack_id", CreatePreview.NO_ID);
    String description = StackView.described(frame.description());
    return new StackPreview(
        CreatePreview.NO_ID,
        name,
        List.of(new Link(links.stacks() + "/" + name + "/" + CreatePreview.NO_ID, "self")),
        now,
        null,
        null,
        List.of(),
        parameters,
        description,
        description,
        List.of(),
        request.disableRollback().orElse(true),
        request.timeout().map(Duration::toMinutes).orElse(null),
        project,
        null,
        null,
        request.tags().orElse(List.of()),
        frame.outputs().values().stream().map(OutputView::unknown).toList(),
        new CreatePreview(project).resources(frame, name));
  }
}
