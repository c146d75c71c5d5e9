package io.kiln.templates.text;

import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Findings;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** Puts parser events together to nodes, without recursion, and stops at the first limit. */
final class TreeBuilder {

  private final String name;
  private final boolean json;
  private final TextLimits limits;
  private final Findings findings;

  private final Deque<OpenCollection> open = new ArrayDeque<>();
  private final Map<String, Built> anchors = new HashMap<>();
  private final Set<String> openAnchors = new HashSet<>();
  private final SequencedMap<SourceSpan, String> shortTags = new LinkedHashMap<>();
  private @Nullable Built root;
  private int documents;

  /**
   * A finished node.
   *
   * @param size its nodes, aliases counted as copies
   * @param height levels of collections in it, itself included
   */
  record Built(Node node, long size, int height) {}

  TreeBuilder(String name, boolean json, TextLimits limits, Findings findings) {
    this.name = name;
    this.json = json;
    this.limits = limits;
    this.findings = findings;
  }

  /** Whether to go on after this event. */
  boolean take(Event event) {
    return switch (event.getEventId()) {
      case DocumentStart -> {
        documents++;
        yield documents == 1
            || refuse("several-documents", "A text holds one document only.", span(event));
      }
      case Scalar -> scalar((ScalarEvent) event);
      case Alias -> alias((AliasEvent) event);
      case MappingStart, SequenceStart -> start((CollectionStartEvent) event);
      case MappingEnd, SequenceEnd -> end(event);
      case StreamStart, StreamEnd, DocumentEnd, Comment -> true;
    };
  }

  Document result() {
    Built built = root;
    Node node =
        built == null
            ? new Node.Scalar(new Value.Null(Mark.at(new SourceSpan(name, 1, 1, 1, 1))), "")
            : built.node();
    return new Document(node, shortTags);
  }

  private boolean scalar(ScalarEvent event) {
    SourceSpan at = span(event);
    String tag = event.getTag().orElse("");
    Mark mark = Mark.at(at);
    Value value;
    try {
      value =
          switch (tag) {
            case "" ->
                event.isPlain()
                    ? Scalars.resolve(event.getValue(), json, mark)
                    : new Value.Text(event.getValue(), mark);
            case "!", Tags.STRING -> new Value.Text(event.getValue(), mark);
            case Tags.INTEGER, Tags.FLOAT, Tags.BOOLEAN, Tags.NULL ->
                Scalars.resolve(event.getValue(), json, mark);
            default -> new Value.Text(event.getValue(), mark);
          };
    } catch (Scalars.Refused refused) {
      findings.error("bad-number", refused.text(), "", at);
      value = new Value.Text(event.getValue(), mark);
    }
    Optional<String> function = Tags.function(tag);
    if (function.isPresent()) {
      shortTags.putIfAbsent(at, tag);
    } else if (!Tags.SCALARS.contains(tag)) {
      return refuseTag(tag, at);
    }
    boolean merge = event.isPlain() && tag.isEmpty() && event.getValue().equals("<<");
    var node = new Node.Scalar(value, event.getValue());
    return close(event, new Built(node, 1, 0), function, merge);
  }

  private boolean alias(AliasEvent event) {
    String anchor = event.getAlias().getValue();
    SourceSpan at = span(event);
    if (openAnchors.contains(anchor)) {
      return refuse("alias-cycle", "The alias *%s stands inside of itself.".formatted(anchor), at);
    }
    Built target = anchors.get(anchor);
    if (target == null) {
      return refuse("unknown-alias", "There is no anchor &%s before.".formatted(anchor), at);
    }
    if (open.size() + target.height() > limits.depth()) {
      return refuseDepth(at);
    }
    return add(target, false);
  }

  private boolean start(CollectionStartEvent event) {
    SourceSpan at = span(event);
    String tag = event.getTag().orElse("");
    if (Tags.function(tag).isPresent()) {
      shortTags.putIfAbsent(at, tag);
    } else if (!Tags.COLLECTIONS.contains(tag)) {
      return refuseTag(tag, at);
    }
    if (open.size() >= limits.depth()) {
      return refuseDepth(at);
    }
    event.getAnchor().ifPresent(anchor -> openAnchors.add(anchor.getValue()));
    open.push(
        event.getEventId() == Event.ID.MappingStart
            ? OpenCollection.mapping(event, at)
            : OpenCollection.sequence(event, at));
    return true;
  }

  private boolean end(Event event) {
    OpenCollection done = open.pop();
    SourceSpan last = span(event);
    var at =
        new SourceSpan(
            name, done.at().line(), done.at().column(), last.endLine(), last.endColumn());
    done.start().getAnchor().ifPresent(anchor -> openAnchors.remove(anchor.getValue()));
    Optional<String> function = Tags.function(done.start().getTag().orElse(""));
    return close(done.start(), done.build(at), function, false);
  }

  /** A node is whole: a short tag becomes the function call it stands for. */
  private boolean close(NodeEvent event, Built built, Optional<String> function, boolean merge) {
    Built whole = function.map(called -> Tags.call(called, built)).orElse(built);
    if (open.size() + whole.height() > limits.depth()) {
      return refuseDepth(whole.node().at());
    }
    event.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), whole));
    return add(whole, merge);
  }

  private boolean add(Built built, boolean merge) {
    OpenCollection parent = open.peek();
    if (parent == null) {
      root = built;
      return true;
    }
    Optional<OpenCollection.Problem> problem = parent.add(built, merge);
    if (problem.isPresent()) {
      OpenCollection.Problem wrong = problem.get();
      findings.error(wrong.code(), wrong.message(), "", wrong.at());
      if (wrong.fatal()) {
        return false;
      }
    }
    if (parent.size() > limits.expandedNodes()) {
      return refuse(
          "text-expands-too-far",
          "With every alias in place this grows to more than %d nodes."
              .formatted(limits.expandedNodes()),
          built.node().at());
    }
    return true;
  }

  private boolean refuseDepth(SourceSpan at) {
    return refuse(
        "nested-too-deep",
        "Nested too deep: at most %d levels are allowed.".formatted(limits.depth()),
        at);
  }

  private boolean refuseTag(String tag, SourceSpan at) {
    findings.add(
        new Diagnostic(
            Diagnostic.Severity.ERROR,
            "unknown-tag",
            "The tag %s is not allowed here.".formatted(Tags.shown(tag)),
            "",
            at,
            Tags.hint(tag)));
    return false;
  }

  private boolean refuse(String code, String message, SourceSpan at) {
    findings.error(code, message, "", at);
    return false;
  }

  private SourceSpan span(Event event) {
    var start = event.getStartMark().orElseThrow();
    var end = event.getEndMark().orElseThrow();
    return new SourceSpan(
        name, start.getLine() + 1, start.getColumn() + 1, end.getLine() + 1, end.getColumn() + 1);
  }
}
