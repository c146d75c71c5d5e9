package io.kiln.hooks.agent;

import io.kiln.hooks.protocol.Fence;
import io.kiln.hooks.protocol.ProtocolJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.core.type.TypeReference;

/** The highest fence number seen for each tree, kept across restarts. */
final class Fences {

  /** Trees raised longest ago are forgotten first; a host never serves nearly as many. */
  static final int MOST_TREES = 10_000;

  private final Path file;
  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashMap<String, Long> highest = new LinkedHashMap<>();

  /**
   * Reads what was seen before.
   *
   * @throws IOException also if the file is damaged: without it a stale worker could not be told
   */
  Fences(Path data) throws IOException {
    this.file = data.resolve("fences");
    if (Files.exists(file)) {
      String text =
          DurableFile.read(file)
              .orElseThrow(
                  () ->
                      new IOException(
                          file
                              + " is damaged; make sure that no old worker is left, then delete"
                              + " it"));
      highest.putAll(
          ProtocolJson.MAPPER.readValue(text, new TypeReference<LinkedHashMap<String, Long>>() {}));
    }
  }

  /**
   * Lets a fence pass and remembers it.
   *
   * @return the higher number that was seen before, if this one is stale
   * @throws UncheckedIOException if it could not be remembered
   */
  Optional<Long> pass(Fence fence) {
    lock.lock();
    try {
      Long seen = highest.get(fence.tree());
      if (seen != null && seen > fence.number()) {
        return Optional.of(seen);
      }
      if (seen == null || seen < fence.number()) {
        remember(fence);
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private void remember(Fence fence) {
    LinkedHashMap<String, Long> next = new LinkedHashMap<>(highest);
    next.remove(fence.tree());
    next.put(fence.tree(), fence.number());
    while (next.size() > MOST_TREES) {
      next.pollFirstEntry();
    }
    try {
      DurableFile.write(file, unsorted(next));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    highest.clear();
    highest.putAll(next);
  }

  /** The order is the age, so the mapper that sorts keys cannot be used. */
  private static String unsorted(Map<String, Long> numbers) {
    return tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(numbers);
  }
}
