package io.kiln.engine.reading;

import io.kiln.engine.convergence.InMemoryStore;
import io.kiln.engine.convergence.OperationId;
import io.kiln.engine.convergence.OperationRecord;
import io.kiln.engine.convergence.StackEvent;
import io.kiln.engine.convergence.StackQuery;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Operations by going over everything there is, for stores in memory. */
public final class InMemoryOperations implements Operations {

  private static final StackQuery EVERYTHING =
      new StackQuery(Map.of(), true, OptionalInt.empty(), Optional.empty(), List.of(), false);

  private static final Comparator<Operation> NEWEST_FIRST =
      Comparator.comparing((Operation operation) -> operation.begun().begunAt())
          .thenComparing(operation -> operation.begun().id().stack().toString())
          .thenComparingLong(operation -> operation.begun().id().traversal())
          .reversed();

  private final InMemoryStore store;

  /** What was begun in this store. */
  public InMemoryOperations(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public Optional<Operation> find(String project, OperationId id) {
    return store
        .find(project, id.stack().toString())
        .flatMap(
            stack ->
                of(stack).stream()
                    .filter(operation -> operation.begun().id().equals(id))
                    .findFirst());
  }

  private List<Operation> of(StackRecord stack) {
    List<OperationRecord> begun = store.operations(stack.id());
    Set<Long> asked = begun.stream().map(OperationRecord::sequence).collect(Collectors.toSet());
    List<StackEvent> own =
        store.events(stack.id(), 0, Integer.MAX_VALUE).stream()
            .filter(event -> event.path().isEmpty())
            .toList();
    return begun.stream()
        .map(
            operation ->
                Operation.of(
                    operation,
                    own.stream()
                        .filter(event -> event.sequence() > operation.sequence())
                        .limit(Operation.TELLING)
                        .map(event -> new Operation.Own(event, asked.contains(event.sequence())))
                        .toList(),
                    Operation.Standing.of(stack)))
        .toList();
  }

  @Override
  public Progress progress(Operation operation) {
    UUID stack = operation.begun().id().stack();
    List<ResourceState> rows = store.resources(stack);
    Set<String> nested =
        rows.stream()
            .filter(ResourceState::nested)
            .map(ResourceState::path)
            .collect(Collectors.toSet());
    List<StackEvent> since =
        store.events(stack, operation.begun().sequence(), Integer.MAX_VALUE).stream()
            .takeWhile(event -> !ends(operation, event))
            .filter(event -> !event.path().isEmpty() && !nested.contains(event.path()))
            .toList();
    return Progress.of(
        operation,
        since.stream()
            .filter(event -> event.status() == Status.COMPLETE)
            .map(StackEvent::path)
            .distinct()
            .count(),
        rows.stream().filter(row -> !row.nested()).count(),
        rows.stream()
            .filter(row -> !row.nested() && row.status() == Status.IN_PROGRESS)
            .limit(Progress.NAMED)
            .map(row -> new Progress.Part(row.path(), row.type(), row.action(), row.statusReason()))
            .toList(),
        since.stream()
            .filter(event -> event.status() == Status.FAILED)
            .limit(1)
            .map(
                event ->
                    new Progress.Part(
                        event.path(), event.resourceType(), event.action(), event.reason()))
            .toList());
  }

  /** What comes after belongs to the way back, or to another operation. */
  private static boolean ends(Operation operation, StackEvent event) {
    return event.path().isEmpty() && event.sequence() > operation.begun().sequence();
  }

  @Override
  public List<Operation> page(
      String project, Optional<UUID> stack, Optional<Place> after, int limit) {
    return store.list(project, EVERYTHING).stream()
        .filter(found -> stack.isEmpty() || found.id().equals(stack.get()))
        .flatMap(found -> of(found).stream())
        .sorted(NEWEST_FIRST)
        .filter(operation -> after.isEmpty() || isAfter(operation, after.get()))
        .limit(limit)
        .toList();
  }

  private static boolean isAfter(Operation operation, Place place) {
    int age = operation.begun().begunAt().compareTo(place.begunAt());
    int stack = operation.begun().id().stack().toString().compareTo(place.id().stack().toString());
    return age < 0
        || (age == 0
            && (stack < 0
                || (stack == 0 && operation.begun().id().traversal() < place.id().traversal())));
  }
}
