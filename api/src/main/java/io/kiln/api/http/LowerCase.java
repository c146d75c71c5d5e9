package io.kiln.api.http;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * A word of a closed set that is written in lower case. The type says which words there are, to
 * readers and to the document of the API alike.
 */
@Target({ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@JacksonAnnotationsInside
@JsonSerialize(using = LowerCase.Writer.class)
public @interface LowerCase {

  /** Writes them. */
  final class Writer extends ValueSerializer<Enum<?>> {
    @Override
    public void serialize(Enum<?> word, JsonGenerator out, SerializationContext context) {
      out.writeString(written(word));
    }

    /** As it is written. */
    public static String written(Enum<?> word) {
      return word.name().toLowerCase(Locale.ROOT);
    }
  }
}
