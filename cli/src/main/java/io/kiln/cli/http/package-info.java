/** Talking to a Kiln (or Heat) server: where it is, requests, errors, the stream of events. */
@NullMarked
package io.kiln.cli.http;

import org.jspecify.annotations.NullMarked;
