package io.kiln.api.v2;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a stack is wanted to be, in the words of Heat's API.
 *
 * @param stackName the stack's name
 * @param template the text, in YAML or JSON, or the template itself as an object
 * @param templateUrl where to get the text when it is not sent, if that is allowed
 * @param templateName what to call the template in messages
 * @param files the texts that the template asks for, by the names that it asks by
 * @param environment the text, or the environment itself as an object
 * @param environmentFiles which of the files are environments, the last one wins
 * @param parameters values by name
 * @param clearParameters whose values of before are not taken over
 * @param timeoutMins after how many minutes it has failed
 * @param disableRollback whether what failed is left as it is
 * @param tags separated by commas
 * @param adoptStackData the exported document of a stack that is there already; its text, or itself
 * @param moved resources that the template calls by another name than before, from old to new
 * @param converge whether what somebody changed by hand is put right
 */
// Read by StackRequest; this says the same to readers of the document.
@Schema(name = "StackBody")
record StackBody(
    @Schema(pattern = "^[a-zA-Z][a-zA-Z0-9_.-]{0,254}$") String stackName,
    @Schema(types = {"string", "object"}) @Nullable Object template,
    @Nullable String templateUrl,
    @Nullable String templateName,
    @Nullable Map<String, String> files,
    @Schema(types = {"string", "object"}) @Nullable Object environment,
    @Nullable List<String> environmentFiles,
    @Nullable Map<String, Object> parameters,
    @Nullable List<String> clearParameters,
    @Schema(minimum = "1") @Nullable Integer timeoutMins,
    @Nullable Boolean disableRollback,
    @Nullable String tags,
    @Schema(types = {"string", "object"}) @Nullable Object adoptStackData,
    @Nullable Map<String, String> moved,
    @Nullable Boolean converge) {}
