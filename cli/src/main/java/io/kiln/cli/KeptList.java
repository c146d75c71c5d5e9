package io.kiln.cli;

import io.kiln.cli.http.Api;
import io.kiln.cli.text.Printer;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A verb that lists what the server keeps beside stacks, of all of them or of one. */
abstract class KeptList extends ServerVerb {
  private final String kept;
  private final List<String> keys;

  @Option(names = "--stack", paramLabel = "STACK", description = "Only this stack's.")
  private String stack = "";

  @Mixin private PageOptions page = new PageOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /** Of what the server calls {@code kept}, it shows these keys. */
  KeptList(Session session, String kept, List<String> keys) {
    super(session);
    this.kept = kept;
    this.keys = List.copyOf(keys);
  }

  @Override
  int ask(Api api) {
    Map<String, String> query = stack.isEmpty() ? Map.of() : Map.of("stack", stack);
    var found = page.of(session, api, api.endpoint().v2(kept), query, kept);
    output.printer(session).rows(keys, Printer.pick(found, keys));
    return Exit.OK;
  }
}
