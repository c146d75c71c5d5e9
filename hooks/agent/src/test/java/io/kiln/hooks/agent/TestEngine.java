package io.kiln.hooks.agent;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** The Docker engine tests run on, with small images made of the machine's static busybox. */
final class TestEngine {

  private static final Path BUSYBOX = Path.of("/bin/busybox");
  private static final String REPOSITORY = "kiln-test/busybox";

  private TestEngine() {}

  static URI address() {
    return Optional.ofNullable(System.getenv("DOCKER_HOST"))
        .filter(host -> !host.isBlank())
        .map(URI::create)
        .orElse(AgentOptions.DEFAULT_SOCKET);
  }

  static String image(int number) {
    return REPOSITORY + ":" + number;
  }

  static DockerClient client() {
    return DockerClientImpl.getInstance(
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(address().toString())
            .build(),
        new ZerodepDockerHttpClient.Builder()
            .dockerHost(address())
            .connectionTimeout(Duration.ofSeconds(5))
            .responseTimeout(Duration.ofSeconds(60))
            .build());
  }

  /** Why nothing can be tested here; empty if it can. */
  static Optional<String> whatIsMissing() throws IOException {
    if (!Files.isExecutable(BUSYBOX)) {
      return Optional.of(BUSYBOX + " is not installed (package busybox-static)");
    }
    try (DockerClient docker = client()) {
      docker.pingCmd().exec();
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of("no Docker engine answers at " + address() + " (" + e.getMessage() + ")");
    }
  }

  static void importImages() throws IOException {
    try (DockerClient docker = client()) {
      for (int number = 1; number <= 2; number++) {
        if (!isThere(docker, image(number))) {
          docker
              .buildImageCmd(new ByteArrayInputStream(buildContext(number)))
              .withTags(Set.of(image(number)))
              .start()
              .awaitImageId();
        }
      }
    }
  }

  private static boolean isThere(DockerClient docker, String image) {
    try {
      docker.inspectImageCmd(image).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  private static byte[] buildContext(int number) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      String recipe = "FROM scratch\nADD root.tar /\nLABEL number=" + number + "\n";
      file(tar, "Dockerfile", text(recipe), 0644);
      file(tar, "root.tar", rootFileSystem(), 0644);
    }
    return bytes.toByteArray();
  }

  private static byte[] rootFileSystem() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      folder(tar, "bin/", 0755);
      folder(tar, "etc/", 0755);
      folder(tar, "tmp/", 01777);
      file(tar, "bin/busybox", Files.readAllBytes(BUSYBOX), 0755);
      for (String program :
          List.of("sh", "sleep", "echo", "true", "false", "cat", "date", "stat", "ps", "test")) {
        TarArchiveEntry link = new TarArchiveEntry("bin/" + program, TarConstants.LF_SYMLINK);
        link.setLinkName("busybox");
        tar.putArchiveEntry(link);
        tar.closeArchiveEntry();
      }
      file(tar, "etc/passwd", text("root:x:0:0::/:/bin/sh\napp:x:1000:1000::/:/bin/sh\n"), 0644);
      file(tar, "etc/group", text("root:x:0:\nstaff:x:50:\napp:x:1000:\n"), 0644);
    }
    return bytes.toByteArray();
  }

  private static void folder(TarArchiveOutputStream tar, String name, int mode) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setMode(mode);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  private static void file(TarArchiveOutputStream tar, String name, byte[] content, int mode)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    entry.setMode(mode);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
