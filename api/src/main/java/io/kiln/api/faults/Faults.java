package io.kiln.api.faults;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Puts the answers to failures in their place. */
@Configuration(proxyBeanMethods = false)
@Import(ApiErrors.class)
public class Faults {}
