package io.kiln.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One request and the answer it has to get, as a file of exchanges writes them:
 *
 * <pre>
 * ## title
 * METHOD path          AWAIT in front repeats the request until it is answered like this
 * body, if any
 * -> status
 * Header: value
 * body, if any; empty means it does not matter
 * </pre>
 */
record Exchange(
    String title,
    boolean await,
    String method,
    String path,
    String body,
    int status,
    Map<String, String> headers,
    String answer) {

  static List<Exchange> read(Path file) throws IOException {
    List<Exchange> exchanges = new ArrayList<>();
    for (String part : Files.readString(file).split("(?m)^## ")) {
      if (!part.isBlank() && !part.startsWith("#")) {
        exchanges.add(parse(part));
      }
    }
    return exchanges;
  }

  private static Exchange parse(String part) {
    String[] sides = part.split("(?m)^-> ", 2);
    List<String> request = sides[0].lines().toList();
    List<String> answer = sides[1].lines().toList();
    boolean await = request.get(1).startsWith("AWAIT ");
    String[] line = request.get(1).substring(await ? 6 : 0).strip().split(" ", 2);
    Map<String, String> headers = new LinkedHashMap<>();
    int at = 1;
    while (at < answer.size() && answer.get(at).matches("[A-Z][A-Za-z-]+: .*")) {
      String[] header = answer.get(at).split(": ", 2);
      headers.put(header[0], header[1]);
      at++;
    }
    return new Exchange(
        request.getFirst(),
        await,
        line[0],
        line[1],
        String.join("\n", request.subList(2, request.size())).strip(),
        Integer.parseInt(answer.getFirst().strip()),
        headers,
        String.join("\n", answer.subList(at, answer.size())).strip());
  }
}
