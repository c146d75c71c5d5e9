package io.kiln.api.boot;

/**
 * What the web server takes at most.
 *
 * @param maxBodyBytes largest request body
 */
record WebLimits(int maxBodyBytes) {}
