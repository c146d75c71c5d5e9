package io.kiln.db.secret;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Refuses a server that lacks a key which rows of the database were sealed with: it would fail
 * later, in the middle of somebody's stack.
 */
public final class KeyCheck {

  private KeyCheck() {}

  /**
   * Notes the box's first key in the database.
   *
   * @throws IllegalStateException when the database knows a key that the box has not
   */
  public static SecretBox checked(SecretBox box, DataSource database) {
    JdbcClient jdbc = JdbcClient.create(database);
    List<String> missing =
        jdbc
            .sql("select id from secret_key order by id")
            .query((row, _) -> row.getString("id"))
            .list()
            .stream()
            .filter(id -> !box.keyIds().contains(id))
            .toList();
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "The database holds secrets sealed with the keys %s, and this server has only %s. Give it those keys too (KILN_SECRET_KEY, or the data folder's file secret.key of the server that wrote them)"
              .formatted(missing, box.keyIds()));
    }
    jdbc.sql("insert into secret_key (id) values (:id) on conflict do nothing")
        .param("id", box.keyIds().getFirst())
        .update();
    return box;
  }
}
