package io.kiln.api.v2;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Tells that a list comes in pages, as {@link Paging} reads them. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Parameter(
    in = ParameterIn.QUERY,
    name = "limit",
    description = "How many.",
    schema =
        @Schema(
            type = "integer",
            minimum = "1",
            maximum = "" + Paging.MOST,
            defaultValue = "" + Paging.USUAL))
@Parameter(
    in = ParameterIn.QUERY,
    name = "cursor",
    description = "Where the page begins: `next` of the one before.",
    schema = @Schema(type = "string"))
@interface Paged {}
