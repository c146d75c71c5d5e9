package io.kiln.api.boot;

import io.kiln.api.audit.AuditStore;
import io.kiln.api.auth.SignedAddresses;
import io.kiln.api.hosts.HostRegistry;
import io.kiln.api.metrics.Meters;
import io.kiln.api.settings.StackSettingsStore;
import io.kiln.api.software.SoftwareStore;
import io.kiln.api.tracing.Tracing;
import io.kiln.engine.convergence.DriftWatch;
import io.kiln.engine.convergence.Drifts;
import io.kiln.engine.convergence.OtherStacks;
import io.kiln.engine.convergence.StackService;
import io.kiln.engine.convergence.Stacks;
import io.kiln.engine.convergence.Worker;
import io.kiln.engine.convergence.plans.PlanService;
import io.kiln.engine.convergence.plans.StoredPlans;
import io.kiln.engine.convergence.receipts.Receipts;
import io.kiln.engine.planning.Handlers;
import io.kiln.engine.reading.Operations;
import io.kiln.engine.reading.StackReads;
import io.kiln.hooks.protocol.HostStatus;
import io.kiln.resources.Plugins;
import io.kiln.resources.baremetal.Ironic;
import io.kiln.resources.baremetal.IronicClient;
import io.kiln.resources.baremetal.NoIronic;
import io.kiln.resources.host.HostAgents;
import io.kiln.resources.host.ResilienceSettings;
import io.kiln.resources.host.ResilientHostAgents;
import io.kiln.resources.software.SoftwareConfigs;
import io.kiln.resources.spi.binding.ResourceCatalog;
import io.kiln.templates.compile.HeatCompiler;
import io.kiln.templates.model.Compiler;
import io.kiln.templates.model.Imports;
import io.kiln.templates.model.Site;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every part of a server but the web: made in order, closed in reverse. Plain constructors all the
 * way, so that a worker runs without a web framework and a reader sees who knows whom.
 */
final class Installation implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Installation.class);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Storage storage;
  private final Stacks stacks;
  private final HostRegistry hosts;
  private final SoftwareConfigs configs;
  private final ResourceCatalog catalog;
  private final HeatCompiler compiler;
  private final StackService service;
  private final PlanService planService;
  private final Optional<HostStatus> local;
  private final SignedAddresses signatures;
  private final OwnAddress address;

  private Installation(
      ServerOptions options,
      InstantSource clock,
      Supplier<UUID> ids,
      Meters meters,
      Tracing tracing)
      throws IOException {
    try {
      storage = opened(Storage.open(options));
      signatures = new SignedAddresses(storage.signalKeys());
      address = new OwnAddress(options.url(), signatures);
      stacks = storage.stacks();
      configs = storage.configs();
      hosts = new HostRegistry(storage.hosts(), clock, Tracing::header);
      HostAgents agents =
          new ResilientHostAgents(
              tracing.agents(hosts),
              ResilienceSettings.DEFAULT,
              opened(Executors.newVirtualThreadPerTaskExecutor()));
      catalog =
          new ResourceCatalog(
              Plugins.all(hosts, agents, configs, storage.board(), ironic(options), address),
              Plugins.checks(hosts));
      compiler =
          new HeatCompiler(
              catalog, options.limits(), Site.DEFAULT, new OtherStacks(stacks, Site.DEFAULT));
      Handlers handlers = catalog::handler;
      service = new StackService(compiler, handlers, stacks, ids, clock);
      planService = new PlanService(service, stacks, storage.plans(), ids, clock);
      local =
          options.agent()
              ? Optional.of(opened(LocalAgent.start(options.data(), hosts, clock)).status())
              : Optional.empty();
      if (options.worker()) {
        if (options.database().isEmpty()) {
          storage.trees().endLeases();
        }
        String name = "worker-%d-%s".formatted(ProcessHandle.current().pid(), ids.get());
        Tracing.Traced traced = tracing.work(meters.watching(storage.trees()));
        var worker =
            new Worker(
                name,
                traced.trees(),
                storage.wakeups(),
                compiler,
                handlers,
                ids,
                clock,
                options.work().limits(),
                traced.calls());
        opened(worker);
        opened(storage.jobs(name, options.work().retention()));
        opened(new DriftWatch(name, storage.drifts(), handlers, ids, clock, options.driftEvery()));
        meters.driven(worker::trees);
        meters.slots(worker.slots());
        meters.waiting(storage.trees()::waiting);
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private static Ironic ironic(ServerOptions options) {
    return options
        .ironic()
        .<Ironic>map(url -> new IronicClient(BareMetalUrl.endpoint(url)))
        .orElseGet(() -> new NoIronic("start the server or worker with --ironic URL"));
  }

  /**
   * Starts everything.
   *
   * @throws IOException when a folder or a port cannot be used
   */
  static Installation open(
      ServerOptions options,
      InstantSource clock,
      Supplier<UUID> ids,
      Meters meters,
      Tracing tracing)
      throws IOException {
    return new Installation(options, clock, ids, meters, tracing);
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.push(part);
    return part;
  }

  OwnAddress address() {
    return address;
  }

  SignedAddresses signatures() {
    return signatures;
  }

  AuditStore audit() {
    return storage.audit();
  }

  Drifts drifts() {
    return storage.drifts();
  }

  StackSettingsStore settings() {
    return storage.settings();
  }

  StoredPlans plans() {
    return storage.plans();
  }

  Operations operations() {
    return storage.operations();
  }

  Receipts receipts() {
    return storage.receipts();
  }

  PlanService planService() {
    return planService;
  }

  StackReads reads() {
    return storage.reads();
  }

  Stacks stacks() {
    return stacks;
  }

  HostRegistry hosts() {
    return hosts;
  }

  SoftwareConfigs configs() {
    return configs;
  }

  SoftwareStore software() {
    return storage.software();
  }

  ResourceCatalog catalog() {
    return catalog;
  }

  Compiler compiler() {
    return compiler;
  }

  Imports imports() {
    return compiler::imports;
  }

  StackService service() {
    return service;
  }

  /** Where the database is, for people. */
  String database() {
    return storage.described();
  }

  /** What the local agent said about itself when it started; empty without one. */
  Optional<HostStatus> local() {
    return local;
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      AutoCloseable part = open.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("Closing {} failed: {}", part.getClass().getSimpleName(), e.toString());
      }
    }
  }
}
