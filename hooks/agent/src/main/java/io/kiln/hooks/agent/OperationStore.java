package io.kiln.hooks.agent;

import io.kiln.hooks.protocol.OperationStatus;
import io.kiln.hooks.protocol.ProtocolJson;
import io.kiln.hooks.protocol.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * The operations of this host, each in a file of its own under {@code operations/}.
 *
 * <p>What is final is kept for {@link #RETENTION}, at most {@link #MOST_FINAL} of them, because a
 * worker repeats a call only within minutes; what is not final is kept until it is.
 */
final class OperationStore {

  /** Much longer than any worker waits before it asks again. */
  static final Duration RETENTION = Duration.ofDays(7);

  /** A few kilobytes each, so that the folder stays below some tens of megabytes. */
  static final int MOST_FINAL = 10_000;

  private static final Logger log = LoggerFactory.getLogger(OperationStore.class);

  private final Path folder;
  private final Map<String, OperationRecord> records = new ConcurrentHashMap<>();

  /** Reads what is there; a damaged file is put into {@code damaged/} and counts as never seen. */
  OperationStore(Path data) throws IOException {
    this.folder = data.resolve("operations");
    DurableFile.createFolder(folder);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        load(file);
      }
    }
  }

  Optional<OperationRecord> find(String token) {
    return Optional.ofNullable(records.get(token));
  }

  List<OperationRecord> unfinished() {
    return records.values().stream()
        .filter(record -> !record.status().isFinal())
        .sorted(Comparator.comparing(OperationRecord::at))
        .toList();
  }

  /**
   * Remembers a record, on disk first. That of repeatable work is not forced there: should the
   * machine crash, the worker hands the work over again and nothing is lost but the saved time.
   *
   * @param work what the record is about
   * @throws UncheckedIOException if it could not be written; nothing has changed then
   */
  void put(OperationRecord record, Work work) {
    try {
      String text = ProtocolJson.MAPPER.writeValueAsString(record);
      if (work.repeatable()) {
        DurableFile.writeUnforced(file(record.token()), text);
      } else {
        DurableFile.write(file(record.token()), text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file(record.token()), e);
    }
    records.put(record.token(), record);
  }

  /** Remembers a record until this process ends, for when the disk does not take it. */
  void putInMemory(OperationRecord record) {
    records.put(record.token(), record);
  }

  /** Forgets what is final and older than the retention, or more than the limit. */
  void prune(Instant now) {
    List<OperationRecord> last =
        records.values().stream()
            .filter(record -> record.status().isFinal())
            .sorted(Comparator.comparing(OperationRecord::at).reversed())
            .toList();
    List<OperationRecord> old = new ArrayList<>();
    for (int i = 0; i < last.size(); i++) {
      if (i >= MOST_FINAL || last.get(i).at().isBefore(now.minus(RETENTION))) {
        old.add(last.get(i));
      }
    }
    for (OperationRecord record : old) {
      try {
        Files.deleteIfExists(file(record.token()));
        records.remove(record.token());
      } catch (IOException e) {
        log.warn("cannot delete {}; it is tried again later", file(record.token()), e);
      }
    }
  }

  private Path file(String token) {
    return folder.resolve(DurableFile.digest(token));
  }

  private void load(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return;
    }
    String name = String.valueOf(file.getFileName());
    if (name.startsWith(".new-")) {
      Files.delete(file);
      return;
    }
    Optional<OperationRecord> record = parse(file);
    if (record.isPresent()) {
      records.put(record.get().token(), record.get());
      return;
    }
    Path damaged = folder.resolveSibling("damaged");
    DurableFile.createFolder(damaged);
    Files.move(file, damaged.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    log.error(
        "the record {} is damaged and was moved to {}; its operation counts as never seen",
        file,
        damaged);
  }

  private static Optional<OperationRecord> parse(Path file) throws IOException {
    try {
      return DurableFile.read(file)
          .map(text -> ProtocolJson.MAPPER.readValue(text, OperationRecord.class));
    } catch (JacksonException e) {
      log.error("{} cannot be read: {}", file, e.getOriginalMessage());
      return Optional.empty();
    }
  }

  /** How many are not final. */
  int running() {
    return (int)
        records.values().stream()
            .filter(record -> record.status().state() == OperationStatus.State.RUNNING)
            .count();
  }
}
