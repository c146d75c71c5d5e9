package io.kiln.cli;

import io.kiln.cli.http.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code stack export} and {@code stack abandon}. */
@Command
final class StackExport extends ServerVerb {
  private final boolean forget;

  @Parameters(paramLabel = "STACK", description = "Name or id.")
  private String name = "";

  @Option(
      names = "--output-file",
      paramLabel = "FILE",
      description = "Write it there, readable by its owner only: it holds the stack's secrets.")
  private String file = "";

  @Mixin private OutputOptions output = new OutputOptions();

  /**
   * @param forget whether the server is to forget the stack
   */
  StackExport(Session session, boolean forget) {
    super(session);
    this.forget = forget;
  }

  @Override
  int ask(Api api) {
    if (forget && !file.isEmpty()) {
      // Before anything is forgotten: a file that cannot be written would lose the stack.
      write(api.get(api.endpoint().v1("stacks", name, "export")));
    }
    var document =
        forget
            ? api.delete(api.endpoint().v1("stacks", name, "abandon"))
            : api.get(api.endpoint().v1("stacks", name, "export"));
    if (file.isEmpty()) {
      output.printer(session).document(document);
    } else {
      write(document);
    }
    return Exit.OK;
  }

  private void write(JsonNode document) {
    Path target = session.directory().resolve(file);
    try {
      if (!Files.exists(target)) {
        Files.createFile(
            target,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(
          target,
          session.json().writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n");
    } catch (IOException e) {
      var refusal = new Refusal(Exit.ERROR, "cannot write " + target);
      refusal.addSuppressed(e);
      throw refusal;
    }
  }
}
