package io.kiln.api.boot;

import java.util.OptionalInt;

/**
 * What the web server takes at most.
 *
 * @param maxBodyBytes largest request body
 * @param requests how many a second of one project; empty for any number
 */
record WebLimits(int maxBodyBytes, OptionalInt requests) {}
