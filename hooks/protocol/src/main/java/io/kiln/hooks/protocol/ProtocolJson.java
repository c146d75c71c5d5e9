package io.kiln.hooks.protocol;

import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The one way messages between worker and agent are written and read. */
public final class ProtocolJson {

  /**
   * Sorted throughout, so that equal messages are equal texts. Unknown properties are passed over:
   * a newer worker may talk to an older agent.
   */
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private ProtocolJson() {}
}
