package io.kiln.templates.compile;

import io.kiln.templates.model.Elsewhere;
import io.kiln.templates.model.Site;
import io.kiln.templates.parameter.Constraints;
import io.kiln.templates.schema.TypeCatalog;
import io.kiln.templates.value.Value;
import java.util.SequencedMap;

/**
 * What all frames of one stack share.
 *
 * @param defaults the environment's parameter_defaults
 * @param defaultsKnown whether there are no others: a text that is looked at by itself may belong
 *     to an environment that nobody named
 * @param judged whether the parameters' values are meant, so that rules about them are judged
 */
record Surroundings(
    TypeCatalog catalog,
    Constraints constraints,
    Limits limits,
    TemplateStore store,
    SequencedMap<String, Value> defaults,
    boolean defaultsKnown,
    Site site,
    Elsewhere elsewhere,
    boolean judged) {}
