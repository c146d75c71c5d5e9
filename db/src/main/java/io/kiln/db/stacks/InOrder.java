package io.kiln.db.stacks;

import static io.kiln.db.stacks.Columns.present;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of a list, read column by column in the order in which they were selected. Lists have
 * thousands of rows, and to find a column by its name takes as long as to read it.
 */
final class InOrder {

  private final ResultSet row;
  private int column;

  InOrder(ResultSet row) {
    this.row = row;
  }

  String text() throws SQLException {
    return given(row.getString(++column));
  }

  Optional<String> textIfAny() throws SQLException {
    return Optional.ofNullable(row.getString(++column));
  }

  List<String> texts() throws SQLException {
    return List.of((String[]) given(row.getArray(++column)).getArray());
  }

  UUID uuid() throws SQLException {
    return given(row.getObject(++column, UUID.class));
  }

  Optional<UUID> uuidIfAny() throws SQLException {
    return Optional.ofNullable(row.getObject(++column, UUID.class));
  }

  /** A {@link Timestamp} takes the driver half as long as a date with an offset. */
  Instant instant() throws SQLException {
    return given(row.getTimestamp(++column)).toInstant();
  }

  Optional<Instant> instantIfAny() throws SQLException {
    return Optional.ofNullable(row.getTimestamp(++column)).map(Timestamp::toInstant);
  }

  boolean truth() throws SQLException {
    return row.getBoolean(++column);
  }

  long number() throws SQLException {
    return row.getLong(++column);
  }

  OptionalLong numberIfAny() throws SQLException {
    long value = row.getLong(++column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private <T> T given(@Nullable T value) throws SQLException {
    return value == null ? present(value, row.getMetaData().getColumnName(column)) : value;
  }
}
