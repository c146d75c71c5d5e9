package io.kiln.hooks.agent.runtime;

import io.kiln.hooks.protocol.ConfigFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes files into containers through the archive API.
 *
 * <p>One archive for all files is unpacked at the root, without entries for folders: those that
 * exist keep their owner and mode, missing ones are made by the engine for root.
 */
final class DockerFiles {

  private static final String PASSWD = "/etc/passwd";
  private static final String GROUP = "/etc/group";

  /** The account files of an image, so that they are fetched once. */
  private record Accounts(String passwd, String group) {}

  private final DockerCalls calls;
  private final Map<String, Accounts> accounts = new ConcurrentHashMap<>();

  DockerFiles(DockerCalls calls) {
    this.calls = calls;
  }

  void copy(String container, String imageId, List<ConfigFile> files) {
    byte[] archive = archive(container, imageId, files);
    calls.call(
        "copy files into a container",
        docker ->
            docker
                .copyArchiveToContainerCmd(container)
                .withRemotePath("/")
                .withTarInputStream(new ByteArrayInputStream(archive))
                .exec());
  }

  private byte[] archive(String container, String imageId, List<ConfigFile> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      for (ConfigFile file : files) {
        byte[] content = file.content().getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(file.path().substring(1));
        entry.setSize(content.length);
        entry.setMode(file.mode());
        long[] owner = owner(container, imageId, file);
        entry.setUserId(owner[0]);
        entry.setGroupId(owner[1]);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written", e);
    }
    return bytes.toByteArray();
  }

  /** User and group id; without a group the user's own of the image. */
  private long[] owner(String container, String imageId, ConfigFile file) {
    String[] parts = file.owner().split(":", 2);
    String user = parts[0].isEmpty() ? "0" : parts[0];
    boolean named = !isNumber(user) || (parts.length == 2 && !isNumber(parts[1]));
    if (user.equals("root") && parts.length == 1) {
      return new long[] {0, 0};
    }
    if (!named) {
      return new long[] {
        Long.parseLong(user), parts.length == 2 ? Long.parseLong(parts[1]) : Long.parseLong(user)
      };
    }
    Accounts known = accounts.computeIfAbsent(imageId, image -> read(container));
    String[] entry =
        line(known.passwd(), isNumber(user) ? 2 : 0, user)
            .orElseThrow(() -> unknown("user", user, file, PASSWD));
    long group =
        parts.length == 1 || parts[1].isEmpty()
            ? Long.parseLong(entry[3])
            : isNumber(parts[1])
                ? Long.parseLong(parts[1])
                : Long.parseLong(
                    line(known.group(), 0, parts[1])
                        .orElseThrow(() -> unknown("group", parts[1], file, GROUP))[2]);
    return new long[] {Long.parseLong(entry[2]), group};
  }

  private Accounts read(String container) {
    return new Accounts(text(container, PASSWD), text(container, GROUP));
  }

  private String text(String container, String path) {
    try {
      return calls.call(
          "read " + path + " of a container",
          docker -> {
            try (InputStream in = docker.copyArchiveFromContainerCmd(container, path).exec();
                TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
              return tar.getNextEntry() == null
                  ? ""
                  : new String(tar.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (EngineRefusedException e) {
      if (e.kind() == EngineRefusedException.Kind.NOT_FOUND) {
        return "";
      }
      throw e;
    }
  }

  private static Optional<String[]> line(String text, int field, String value) {
    return text.lines()
        .map(line -> line.split(":", -1))
        .filter(fields -> fields.length >= 4 && fields[field].equals(value))
        .findFirst();
  }

  private static EngineRefusedException unknown(
      String what, String name, ConfigFile file, String where) {
    return new EngineRefusedException(
        EngineRefusedException.Kind.OTHER,
        "file %s shall belong to %s %s, which is not in %s of the image"
            .formatted(file.path(), what, name, where));
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
