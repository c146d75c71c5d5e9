package io.kiln.api.v2;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a plan is to be of: a stack as it is wanted, in the words of Heat's API, or what is to
 * become of one.
 *
 * @param stackName the stack's name; its id too when there is one
 * @param kind a create when there is no stack of that name and an update otherwise, unless said
 * @param to of a rollback: the revision to repeat; the last that was reached when not said
 * @param expiresInMinutes how long it can be carried out, a month at most; a day when not said
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
 * @param moved resources that the template calls by another name than before, from old to new
 * @param converge whether what somebody changed by hand is put right
 */
// Read by PlanDrafts and StackRequest; this says the same to readers of the document.
@Schema(name = "PlanBody")
record PlanBody(
    String stackName,
    @Schema(allowableValues = {"create", "update", "patch", "rollback", "delete"})
        @Nullable String kind,
    @Schema(minimum = "1") @Nullable Integer to,
    @Schema(minimum = "1") @Nullable Integer expiresInMinutes,
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
    @Nullable Map<String, String> moved,
    @Nullable Boolean converge) {}
