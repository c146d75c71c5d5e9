package io.kiln.api.software;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Puts the routes together; the store is given. */
@Configuration(proxyBeanMethods = false)
@Import({SoftwareConfigsController.class, SoftwareDeploymentsController.class})
public class SoftwareApi {}
