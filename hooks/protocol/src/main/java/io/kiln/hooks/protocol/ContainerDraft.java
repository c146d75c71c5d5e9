package io.kiln.hooks.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A container spec being changed: a copy of all of it, to be set where it differs. */
final class ContainerDraft {
  Identity identity;
  String name;
  String image;
  ImagePull imagePull;
  ContainerProcess process;
  Storage storage;
  Isolation isolation;
  Network network;
  Limits limits;
  Restart restart;
  Optional<HealthCheck> healthCheck;
  Stop stop;
  Map<String, String> labels;
  List<ConfigFile> files;

  ContainerDraft(ContainerSpec from) {
    identity = from.identity();
    name = from.name();
    image = from.image();
    imagePull = from.imagePull();
    process = from.process();
    storage = from.storage();
    isolation = from.isolation();
    network = from.network();
    limits = from.limits();
    restart = from.restart();
    healthCheck = from.healthCheck();
    stop = from.stop();
    labels = from.labels();
    files = from.files();
  }

  ContainerSpec build() {
    return new ContainerSpec(
        identity,
        name,
        image,
        imagePull,
        process,
        storage,
        isolation,
        network,
        limits,
        restart,
        healthCheck,
        stop,
        labels,
        files);
  }
}
