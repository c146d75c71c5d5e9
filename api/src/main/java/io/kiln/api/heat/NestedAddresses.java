package io.kiln.api.heat;

import io.kiln.templates.model.Compiler;
import io.kiln.templates.model.Content;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.Pending;
import io.kiln.templates.model.ResourceDefinition;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Value;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.Set;

/**
 * The addresses of nested templates that a stack works out from its parameters ({@code TemplateURL}
 * of {@code AWS::CloudFormation::Stack}, which is an expression more often than a text).
 */
record NestedAddresses(Compiler compiler) {

  private static final String STACK = "AWS::CloudFormation::Stack";
  private static final String URL = "TemplateURL";
  private static final String PARAMETERS = "Parameters";

  /** As deep as anything may be nested; the compiler's own limit is less, and says so. */
  private static final int DEEPEST = 10;

  /** Those that are known before anything exists, and are not among the files. */
  Set<String> missing(StackSource source, StackIdentity identity) {
    SequencedSet<String> missing = new LinkedHashSet<>();
    compiler
        .compile(source, identity)
        .result()
        .ifPresent(frame -> look(frame, source.files().keySet(), 0, missing));
    return missing;
  }

  private static void look(Frame frame, Set<String> files, int depth, Set<String> missing) {
    for (ResourceDefinition resource : frame.resources().values()) {
      if (!resource.type().equals(STACK) || depth == DEEPEST) {
        continue;
      }
      Value.MapOf given = frame.properties(resource.name(), Pending.ALL).result();
      if (!(given.get(URL) instanceof Value.Text(String url, _))) {
        continue; // it depends on what there is not yet
      }
      if (!files.contains(url)) {
        missing.add(url);
      } else if (given.get(PARAMETERS) instanceof Value.MapOf parameters) {
        var content = new Content.File(url, parameters.entries());
        look(
            frame.unfolded(resource.name(), content, resource.name()).result(),
            files,
            depth + 1,
            missing);
      }
    }
  }
}
