package io.kiln.api.boot;

import io.kiln.api.audit.AuditController;
import io.kiln.api.audit.AuditLog;
import io.kiln.api.audit.AuditTrail;
import io.kiln.api.auth.Admission;
import io.kiln.api.auth.AllProjects;
import io.kiln.api.auth.AuthenticationFilter;
import io.kiln.api.auth.Authenticator;
import io.kiln.api.auth.FailedLogins;
import io.kiln.api.auth.LocalOnly;
import io.kiln.api.auth.Signatures;
import io.kiln.api.faults.ErrorValve;
import io.kiln.api.faults.Faults;
import io.kiln.api.fetch.FetchRules;
import io.kiln.api.fetch.Fetcher;
import io.kiln.api.heat.HeatApi;
import io.kiln.api.heat.HiddenTags;
import io.kiln.api.http.BodyBudget;
import io.kiln.api.http.ContentTypes;
import io.kiln.api.http.EntityTags;
import io.kiln.api.http.JsonBody;
import io.kiln.api.http.PathParameters;
import io.kiln.api.http.RequestIds;
import io.kiln.api.limits.RequestRateFilter;
import io.kiln.api.limits.RequestRates;
import io.kiln.api.metrics.Meters;
import io.kiln.api.metrics.MetricsController;
import io.kiln.api.metrics.RequestTimes;
import io.kiln.api.repeat.RepeatableRequests;
import io.kiln.api.repeat.Repetitions;
import io.kiln.api.repeat.Repetitions.Remembered;
import io.kiln.api.tracing.Tracing;
import io.kiln.api.v2.EventStreams;
import io.kiln.api.v2.KilnApi;
import io.kiln.engine.convergence.receipts.Receipts;
import jakarta.servlet.Filter;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The web server and both faces of the API. What Boot would find by itself is named one by one: a
 * server that is not looked over starts in half the time.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
  ConfigurationPropertiesAutoConfiguration.class,
  DispatcherServletAutoConfiguration.class,
  HttpEncodingAutoConfiguration.class,
  HttpMessageConvertersAutoConfiguration.class,
  JacksonAutoConfiguration.class,
  LifecycleAutoConfiguration.class,
  PropertyPlaceholderAutoConfiguration.class,
  SslAutoConfiguration.class,
  TomcatServletWebServerAutoConfiguration.class,
  WebMvcAutoConfiguration.class,
})
@Import({
  AuditController.class,
  CfnConfiguration.class,
  Faults.class,
  HeatApi.class,
  KilnApi.class,
  MetricsController.class
})
class WebConfiguration {

  /** Of requests with one of these, Tomcat would take a form for parameters. */
  static final String NO_METHODS = "";

  /** Heat waits for 60 seconds, as clients do: less, so that they hear why. */
  private static final Duration FETCH = Duration.ofSeconds(20);

  /** A body becomes a tree and then a model, each some times as large as it. */
  private static final int BODIES_PART_OF_MEMORY = 32;

  @Bean
  Authenticator authenticator(Doors doors) {
    return doors.authenticator();
  }

  @Bean
  JsonBody jsonBody(WebLimits limits) {
    return new JsonBody(limits.maxBodyBytes());
  }

  /** A text that is fetched may be as large as one that is sent, of the four there is room for. */
  @Bean
  Fetcher fetcher(HeatOptions options, WebLimits limits) {
    return new Fetcher(
        options.fetch(), FetchRules.Resolver.SYSTEM, FETCH, limits.maxBodyBytes() / 4);
  }

  @Bean
  HiddenTags hiddenTags(HeatOptions options) {
    return new HiddenTags(options.hiddenTags());
  }

  @Bean
  AllProjects allProjects(HeatOptions options) {
    return new AllProjects(options.allProjects());
  }

  @Bean
  FilterRegistrationBean<RequestIds> requestIds(Ids ids) {
    return filter(new RequestIds(ids), 0);
  }

  /**
   * Bodies of all requests together take so little of the memory that what is made of them fits.
   */
  @Bean
  FilterRegistrationBean<BodyBudget> bodyBudget() {
    return filter(new BodyBudget(Runtime.getRuntime().maxMemory() / BODIES_PART_OF_MEMORY), 1);
  }

  @Bean
  FilterRegistrationBean<ContentTypes> contentTypes(
      @Qualifier("handlerExceptionResolver") ObjectProvider<HandlerExceptionResolver> answers) {
    return filter(new ContentTypes(answers::getObject), 1);
  }

  @Bean
  FilterRegistrationBean<PathParameters> pathParameters() {
    return filter(new PathParameters(), 1);
  }

  /** Where everybody may ask, nobody may from elsewhere. */
  @Bean
  FilterRegistrationBean<LocalOnly> localOnly(
      Authenticator authenticator,
      @Qualifier("handlerExceptionResolver") ObjectProvider<HandlerExceptionResolver> answers) {
    FilterRegistrationBean<LocalOnly> registration = filter(new LocalOnly(answers::getObject), 1);
    registration.setEnabled(!authenticator.asks());
    return registration;
  }

  @Bean
  FilterRegistrationBean<AuthenticationFilter> authentication(
      Authenticator authenticator,
      FailedLogins failed,
      AuditTrail trail,
      @Qualifier("handlerExceptionResolver") ObjectProvider<HandlerExceptionResolver> answers) {
    return filter(new AuthenticationFilter(authenticator, failed, trail, answers::getObject), 4);
  }

  /** By whatever door they came. */
  @Bean
  FailedLogins failedLogins(InstantSource clock) {
    return new FailedLogins(clock);
  }

  @Bean
  AuditTrail auditTrail(AuditLog log, InstantSource clock) {
    return new AuditTrail(log, clock);
  }

  /** First whether somebody may, then that they will be written down. */
  @Bean
  WebMvcConfigurer admission(
      Signatures signatures,
      AuditTrail trail,
      InstantSource clock,
      ObjectProvider<Receipts> receipts,
      ObjectProvider<Remembered> remembered) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Admission(signatures, trail, clock));
        registry.addInterceptor(trail);
        registry.addInterceptor(new Repetitions(receipts::getObject, remembered::getObject));
      }
    };
  }

  @Bean
  FilterRegistrationBean<RequestTimes> requestTimes(Meters meters) {
    return filter(new RequestTimes(meters), 2);
  }

  /** Innermost, so that a refusal has no tag. */
  @Bean
  FilterRegistrationBean<EntityTags> entityTags() {
    return filter(new EntityTags(), 7);
  }

  /** After everything that finds out who asks: a share is somebody's. */
  @Bean
  FilterRegistrationBean<RequestRateFilter> requestRates(
      WebLimits limits,
      @Qualifier("handlerExceptionResolver") ObjectProvider<HandlerExceptionResolver> answers) {
    var rates = new RequestRates(limits.requests().orElse(Integer.MAX_VALUE), System::nanoTime);
    FilterRegistrationBean<RequestRateFilter> registration =
        filter(new RequestRateFilter(rates, answers::getObject), 5);
    registration.setEnabled(limits.requests().isPresent());
    return registration;
  }

  /** After everything that finds out who asks. */
  @Bean
  FilterRegistrationBean<Filter> requestTraces(Tracing tracing) {
    return filter(tracing.requests(RequestAuthor::of), 6);
  }

  /** After it is known who asks, on whose behalf and in which trace. */
  @Bean
  FilterRegistrationBean<RepeatableRequests> repeatableRequests(
      ObjectProvider<Receipts> receipts,
      Ids ids,
      WebLimits limits,
      @Qualifier("handlerExceptionResolver") ObjectProvider<HandlerExceptionResolver> answers) {
    return filter(
        new RepeatableRequests(receipts::getObject, ids, answers::getObject, limits.maxBodyBytes()),
        6);
  }

  /** A filter at its place among them. */
  static <F extends Filter> FilterRegistrationBean<F> filter(F filter, int position) {
    var registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + position);
    return registration;
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> jsonErrors() {
    return factory ->
        factory.addContextCustomizers(
            context -> {
              if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ErrorValve.class.getName());
              }
            });
  }

  /**
   * No body is a form's, even if a client says so: curl does of whatever it is told to send, and
   * what is read as parameters would be neither the query's nor the body's any more.
   */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> noForms() {
    return factory ->
        factory.addConnectorCustomizers(connector -> connector.setParseBodyMethods(NO_METHODS));
  }

  /** Everything is JSON here, whatever a client says it would rather have. */
  @Bean
  WebMvcConfigurer alwaysJson() {
    return new WebMvcConfigurer() {
      @Override
      public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
        negotiation.ignoreAcceptHeader(true);
        negotiation.defaultContentType(org.springframework.http.MediaType.APPLICATION_JSON);
      }
    };
  }

  /** Ends streams before the web server waits for its last requests. */
  @Bean
  SmartLifecycle endOfStreams(EventStreams streams) {
    return new SmartLifecycle() {
      private boolean running;

      @Override
      public void start() {
        running = true;
      }

      @Override
      public void stop() {
        streams.close();
        running = false;
      }

      @Override
      public boolean isRunning() {
        return running;
      }
    };
  }
}
