package io.kiln.api.boot;

import io.kiln.api.audit.AuditLog;
import io.kiln.api.audit.AuditStore;
import io.kiln.api.auth.Authenticator;
import io.kiln.api.auth.SignedAddresses;
import io.kiln.api.hosts.HostRegistry;
import io.kiln.api.http.ServerStatus;
import io.kiln.api.metrics.Meters;
import io.kiln.api.settings.StackSettingsStore;
import io.kiln.api.tracing.Tracing;
import io.kiln.engine.convergence.CallWatch;
import io.kiln.engine.convergence.DriftWatch;
import io.kiln.engine.convergence.Drifts;
import io.kiln.engine.convergence.InMemoryDrifts;
import io.kiln.engine.convergence.InMemoryStore;
import io.kiln.engine.convergence.OtherStacks;
import io.kiln.engine.convergence.StackService;
import io.kiln.engine.convergence.StepLimits;
import io.kiln.engine.convergence.Worker;
import io.kiln.engine.convergence.plans.InMemoryPlans;
import io.kiln.engine.convergence.plans.PlanService;
import io.kiln.engine.convergence.plans.StoredPlans;
import io.kiln.engine.convergence.receipts.InMemoryReceipts;
import io.kiln.engine.planning.Handlers;
import io.kiln.engine.reading.InMemoryOperations;
import io.kiln.engine.reading.Operations;
import io.kiln.engine.reading.StackReads;
import io.kiln.engine.reading.WholeTreeReads;
import io.kiln.resources.core.None;
import io.kiln.resources.core.RandomString;
import io.kiln.resources.core.TestResource;
import io.kiln.resources.core.ValueResource;
import io.kiln.resources.group.AutoScalingGroup;
import io.kiln.resources.group.CloudFormationAutoScalingGroup;
import io.kiln.resources.group.CloudFormationStack;
import io.kiln.resources.group.LaunchConfiguration;
import io.kiln.resources.group.ResourceGroup;
import io.kiln.resources.host.UnknownHost;
import io.kiln.resources.signal.CloudFormationScalingPolicy;
import io.kiln.resources.signal.CloudFormationWaitCondition;
import io.kiln.resources.signal.CloudFormationWaitConditionHandle;
import io.kiln.resources.signal.ScalingPolicy;
import io.kiln.resources.software.SoftwareConfig;
import io.kiln.resources.software.SoftwareDeployment;
import io.kiln.resources.spi.Group;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.ResourceCatalog;
import io.kiln.resources.spi.binding.TypedGroup;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.compile.HeatCompiler;
import io.kiln.templates.compile.Limits;
import io.kiln.templates.model.Compiler;
import io.kiln.templates.model.Imports;
import io.kiln.templates.model.Site;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The web server as it ships on a free port, over a store in memory, with a worker. */
public final class TestServer implements AutoCloseable {

  /** Small, so that a test can go over it. */
  static final int MAX_BODY_BYTES = 64 * 1024;

  /** What resources tell of; nobody calls there. */
  private static final Optional<URI> ADDRESS = Optional.of(URI.create("http://127.0.0.1"));

  /** Signs addresses as a server does, with a key that tests know. */
  public static final SignedAddresses SIGNED =
      new SignedAddresses(
          new SignedAddresses.Voucher() {
            @Override
            public String id() {
              return "00000001";
            }

            @Override
            public byte[] mac(byte[] text) {
              return sha256(text);
            }

            @Override
            public Optional<byte[]> mac(String id, byte[] text) {
              return id.equals(id()) ? Optional.of(sha256(text)) : Optional.empty();
            }

            private byte[] sha256(byte[] text) {
              try {
                return MessageDigest.getInstance("SHA-256").digest(text);
              } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
              }
            }
          });

  private final ServletWebServerApplicationContext context;

  private TestServer(ServletWebServerApplicationContext context) {
    this.context = context;
  }

  /** Starts one that asks nobody who they are. */
  public static TestServer start() {
    return start(new Authenticator.Nobody());
  }

  /** Starts one. */
  public static TestServer start(Authenticator authenticator) {
    return start(authenticator, CfnOptions.NONE);
  }

  /** Starts one that takes so many requests a second of one project. */
  public static TestServer start(Authenticator authenticator, int requests) {
    return start(authenticator, CfnOptions.NONE, OptionalInt.of(requests));
  }

  /** Starts one with access keys of a file, and a port of its own for CloudFormation's API. */
  public static TestServer start(Path accessKeys) {
    return start(
        new Authenticator.Nobody(), new CfnOptions(OptionalInt.of(0), Optional.of(accessKeys)));
  }

  /** Starts one that fetches what this pattern allows. */
  public static TestServer fetching(String pattern) {
    return start(
        new Authenticator.Nobody(),
        CfnOptions.NONE,
        OptionalInt.empty(),
        new HeatOptions(HeatOptions.DEFAULT.fetch().and(pattern), List.of(), false),
        WebServer.properties(ServerOptions.parse(List.of("--port=0"))));
  }

  private static TestServer start(Authenticator authenticator, CfnOptions cfn) {
    return start(authenticator, cfn, OptionalInt.empty());
  }

  /** Starts one on a free port that is to the web and to Heat's clients as these words say. */
  public static TestServer start(Authenticator authenticator, List<String> words) {
    var options =
        ServerOptions.parse(Stream.concat(Stream.of("--port=0"), words.stream()).toList());
    return start(
        authenticator,
        CfnOptions.NONE,
        OptionalInt.empty(),
        options.heat(),
        WebServer.properties(options));
  }

  private static TestServer start(
      Authenticator authenticator, CfnOptions cfn, OptionalInt requests) {
    return start(
        authenticator,
        cfn,
        requests,
        HeatOptions.DEFAULT,
        WebServer.properties(ServerOptions.parse(List.of("--port=0"))));
  }

  private static TestServer start(
      Authenticator authenticator,
      CfnOptions cfn,
      OptionalInt requests,
      HeatOptions heat,
      Map<String, Object> properties) {
    var application = new SpringApplication(Parts.class);
    Map<String, Object> all = new HashMap<>(properties);
    all.put("server.shutdown", "immediate");
    application.setDefaultProperties(all);
    application.addInitializers(
        starting -> {
          starting
              .getBeanFactory()
              .registerSingleton(
                  "doors", new Doors(authenticator, cfn.signatures(InstantSource.system())));
          starting.getBeanFactory().registerSingleton("cfnOptions", cfn);
          starting.getBeanFactory().registerSingleton("heatOptions", heat);
          starting
              .getBeanFactory()
              .registerSingleton("limits", new WebLimits(MAX_BODY_BYTES, requests));
        });
    return new TestServer((ServletWebServerApplicationContext) application.run());
  }

  /** Where it answers. */
  public String base() {
    return "http://127.0.0.1:" + java.util.Objects.requireNonNull(context.getWebServer()).getPort();
  }

  /** What is written down of requests. */
  public AuditStore audit() {
    return context.getBean(AuditStore.class);
  }

  /** Where CloudFormation's API answers by itself. */
  public String cfn() {
    return "http://127.0.0.1:" + context.getBean(CfnPort.class).number();
  }

  /** Every route there is, as {@code METHOD pattern}; one that takes any method is there thrice. */
  public SortedSet<String> routes() {
    SortedSet<String> routes = new TreeSet<>();
    handlers()
        .keySet()
        .forEach(
            mapping -> {
              Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
              for (String pattern : mapping.getPatternValues()) {
                (methods.isEmpty()
                        ? Set.of(RequestMethod.GET, RequestMethod.POST, RequestMethod.DELETE)
                        : methods)
                    .forEach(method -> routes.add(method + " " + pattern));
              }
            });
    return routes;
  }

  /** Every route with the method that answers it. */
  public Map<RequestMappingInfo, HandlerMethod> handlers() {
    return context.getBean(RequestMappingHandlerMapping.class).getHandlerMethods();
  }

  /** Keeps the worker from its next step, so that a test sees what was begun under way. */
  public void hold() {
    context.getBean(Gate.class).close();
  }

  /** Lets the worker go on. */
  public void release() {
    context.getBean(Gate.class).open();
  }

  @Override
  public void close() {
    release();
    context.close();
  }

  @Configuration(proxyBeanMethods = false)
  @Import(WebConfiguration.class)
  static class Parts {

    @Bean
    InstantSource clock() {
      return InstantSource.system();
    }

    @Bean
    AuditInMemory auditStore() {
      return new AuditInMemory();
    }

    @Bean
    AuditLog auditLog(AuditInMemory store) {
      return new AuditLog(() -> store);
    }

    @Bean
    SignedAddresses signatures() {
      return SIGNED;
    }

    @Bean
    Ids ids() {
      return new Ids(UUID::randomUUID);
    }

    @Bean
    HostRegistry hosts(InstantSource clock) {
      return new HostRegistry(new HostsInMemory(), clock);
    }

    @Bean
    Meters meters() {
      return new Meters();
    }

    @Bean
    Tracing tracing(Ids ids) {
      return Tracing.to(Optional.empty(), ids.get());
    }

    @Bean
    ResourceCatalog catalog(SoftwareInMemory software) {
      var configs = new ConfigsInMemory();
      List<ResourceHandler> types =
          Stream.<Resource<?, ?>>of(
                  new None(),
                  new RandomString(),
                  new TestResource(),
                  new ValueResource(),
                  new SoftwareConfig(configs),
                  new SoftwareDeployment(
                      _ -> Optional.empty(), configs, new BoardInMemory(software), () -> ADDRESS),
                  new LaunchConfiguration(),
                  new CloudFormationWaitCondition(),
                  new CloudFormationWaitConditionHandle(() -> ADDRESS),
                  new ScalingPolicy(() -> ADDRESS),
                  new CloudFormationScalingPolicy(() -> ADDRESS))
              .<ResourceHandler>map(TypedResource::of)
              .toList();
      Stream<ResourceHandler> groups =
          Stream.<Group<?, ?>>of(
                  new ResourceGroup(),
                  new AutoScalingGroup(),
                  new CloudFormationAutoScalingGroup(),
                  new CloudFormationStack())
              .map(TypedGroup::of);
      return new ResourceCatalog(
          Stream.concat(types.stream(), groups).toList(),
          Map.of(UnknownHost.NAME, _ -> Optional.empty()));
    }

    @Bean
    InMemoryStore store(InstantSource clock, Ids ids) {
      return new InMemoryStore(clock, ids, Thread::startVirtualThread);
    }

    @Bean
    SoftwareInMemory software() {
      return new SoftwareInMemory();
    }

    @Bean
    StackSettingsStore settings() {
      return new SettingsInMemory();
    }

    @Bean
    InMemoryReceipts receipts(InMemoryStore store, InstantSource clock) {
      return new InMemoryReceipts(store, clock);
    }

    @Bean
    StoredPlans plans(InMemoryStore store, InMemoryReceipts receipts) {
      return new InMemoryPlans(store, receipts);
    }

    @Bean
    PlanService planService(
        StackService service,
        InMemoryStore store,
        StoredPlans plans,
        Ids ids,
        InstantSource clock) {
      return new PlanService(service, store, plans, ids, clock);
    }

    @Bean
    Operations begun(InMemoryStore store) {
      return new InMemoryOperations(store);
    }

    @Bean
    StackReads reads(InMemoryStore store) {
      return new WholeTreeReads(store);
    }

    @Bean
    Handlers handlers(ResourceCatalog catalog) {
      return catalog::handler;
    }

    @Bean
    StackService stackService(
        Compiler compiler, Handlers handlers, InMemoryStore store, Ids ids, InstantSource clock) {
      return new StackService(compiler, handlers, store, ids, clock);
    }

    @Bean
    Gate gate() {
      return new Gate();
    }

    @Bean
    Worker worker(
        Compiler compiler,
        Handlers handlers,
        Gate gate,
        InMemoryStore store,
        Ids ids,
        InstantSource clock) {
      return new Worker(
          "test",
          store,
          store,
          compiler,
          gate.before(handlers),
          ids,
          clock,
          StepLimits.DEFAULT,
          CallWatch.NOTHING);
    }

    @Bean
    Drifts drifts(InMemoryStore store, InstantSource clock, Ids ids) {
      return new InMemoryDrifts(store, clock, ids);
    }

    @Bean
    DriftWatch driftWatch(Drifts drifts, Handlers handlers, Ids ids, InstantSource clock) {
      return new DriftWatch("test", drifts, handlers, ids, clock, Optional.empty());
    }

    @Bean
    Supplier<ServerStatus> status(InstantSource clock, Ids ids) {
      Instant now = clock.instant();
      UUID process = ids.get();
      return () ->
          new ServerStatus("test", "http://127.0.0.1", "in memory", "none", true, process, now);
    }

    @Bean
    HeatCompiler compiler(ResourceCatalog catalog, InMemoryStore store) {
      return new HeatCompiler(
          catalog, Limits.DEFAULT, Site.DEFAULT, new OtherStacks(store, Site.DEFAULT));
    }

    @Bean
    Imports imports(HeatCompiler compiler) {
      return compiler::imports;
    }
  }
}
