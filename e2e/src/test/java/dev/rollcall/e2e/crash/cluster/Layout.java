package dev.rollcall.e2e.crash.cluster;

import dev.rollcall.backing.Ports;
import dev.rollcall.backing.kafka.EmbeddedKafka.Door;
import java.util.ArrayList;
import java.util.List;

/// Which process there is and where it listens.
record Layout(int kafkaPort, List<Place> places) {
  Layout {
    places = List.copyOf(places);
  }

  /// A process with its own door to Kafka.
  record Place(String role, int number, int port, Door door) {
    String name() {
      return role + "-" + number;
    }

    boolean hasTables() {
      return !role.equals("ingress");
    }

    Service.Identity identity() {
      return new Service.Identity(name(), role, port);
    }
  }

  static Layout choose(int each) {
    var places = new ArrayList<Place>();
    for (String role : List.of("projection", "connector", "ingress")) {
      for (int number = 1; number <= each; number++) {
        places.add(new Place(role, number, Ports.free(), new Door(Ports.free(), Ports.free())));
      }
    }
    return new Layout(Ports.free(), places);
  }

  List<Door> doors() {
    return places.stream().map(Place::door).toList();
  }

  int port(String name) {
    return places.stream()
        .filter(it -> it.name().equals(name))
        .mapToInt(Place::port)
        .findFirst()
        .orElseThrow();
  }
}
