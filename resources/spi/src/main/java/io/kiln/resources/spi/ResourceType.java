package io.kiln.resources.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names a resource type and says how the engine may treat it; see {@link ResourceHandler}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ResourceType {

  /** The canonical name, such as {@code Kiln::ContainerService}. */
  String value();

  /** Other names it answers to. */
  String[] aliases() default {};

  /** One paragraph for the reference. */
  String doc();

  /** See {@link ResourceHandler#local()}. */
  boolean local() default false;

  /** See {@link ResourceHandler#createBeforeDelete()}. */
  boolean createBeforeDelete() default true;

  /** See {@link ResourceHandler#updatesFailed()}. */
  boolean updatesFailed() default false;

  /** See {@link ResourceHandler#referenceAttribute()}; empty for the physical id. */
  String reference() default "";

  /** See {@link ResourceHandler#listens()}. */
  boolean listens() default false;

  /** See {@link ResourceHandler#renewed()}. */
  boolean renewed() default false;

  /** Properties the schema does not name are let through. */
  boolean anyProperty() default false;

  /** Every attribute name is answered. */
  boolean anyAttribute() default false;
}
