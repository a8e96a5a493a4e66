package dev.rollcall.bench.scim;

import dev.rollcall.bench.load.Driver;
import dev.rollcall.bench.load.Exchange;
import dev.rollcall.bench.load.Load;
import dev.rollcall.bench.load.Measurement;
import dev.rollcall.bench.load.Pace;
import dev.rollcall.bench.load.Ticker;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Very many users, so that a directory has the size that a run is to be measured at. They are made
/// in bulk where the server can do that, and one by one where it cannot.
public final class Crowd {
  /// Operations of a bulk request: as many Entra-shaped users as fit into 512 KiB, and some room.
  public static final int BULK = 400;

  /// Members in one PATCH.
  private static final int MEMBERS = 1_000;

  private static final int CONCURRENCY = 2;
  private static final int CONCURRENCY_ONE_BY_ONE = 16;
  private static final Duration DURATION_MAX = Duration.ofHours(6);

  private Crowd() {}

  /// Makes users and returns their ids.
  ///
  /// @throws IllegalStateException where the platform does not create one of them
  public static List<String> make(ScimClient client, Names names, int users)
      throws InterruptedException {
    List<String> ids = Collections.synchronizedList(new ArrayList<>(users));
    int atOnce = bulk(client);
    if (atOnce > 1) {
      inBulk(client, names, new Portion(users, atOnce), ids);
    } else {
      oneByOne(client, names, users, ids);
    }
    if (ids.size() != users) {
      throw new IllegalStateException("Only " + ids.size() + " of " + users + " were created");
    }
    return List.copyOf(ids);
  }

  /// How many users a bulk request may create, 0 where there are no bulk requests.
  private static int bulk(ScimClient client) {
    Answer answer = client.get("/ServiceProviderConfig");
    if (answer.status() != 200
        || !(ScimClient.json(answer).get("bulk") instanceof JsonObject bulk)
        || !(bulk.get("supported") instanceof JsonBoolean(boolean supported))
        || !supported) {
      return 0;
    }
    return bulk.get("maxOperations") instanceof JsonNumber(var most)
        ? most.min(BigDecimal.valueOf(BULK)).intValue()
        : BULK;
  }

  /// @param atOnce how many a request creates
  private record Portion(int users, int atOnce) {}

  private static void inBulk(ScimClient client, Names names, Portion portion, List<String> ids)
      throws InterruptedException {
    int atOnce = portion.atOnce();
    var left = new AtomicInteger(portion.users());
    run(
        (portion.users() + atOnce - 1) / atOnce,
        CONCURRENCY,
        () -> {
          int many = Math.min(atOnce, left.getAndAdd(-atOnce));
          Answer answer = client.post("/Bulk", EntraMessages.createAll(names, many));
          Optional<String> failure = answer.expecting(200);
          if (failure.isEmpty()) {
            ids.addAll(created(answer));
          }
          return failure;
        });
  }

  private static void oneByOne(ScimClient client, Names names, int users, List<String> ids)
      throws InterruptedException {
    run(
        users,
        CONCURRENCY_ONE_BY_ONE,
        () -> {
          Answer answer = client.post("/Users", EntraMessages.user(names.nextUser()));
          Optional<String> failure = answer.expecting(201);
          if (failure.isEmpty()) {
            ScimClient.json(answer).text("id").ifPresent(ids::add);
          }
          return failure;
        });
  }

  /// Adds members to a group.
  public static void join(ScimClient client, String group, List<String> members)
      throws InterruptedException {
    var next = new AtomicInteger();
    run(
        (members.size() + MEMBERS - 1) / MEMBERS,
        CONCURRENCY,
        () -> {
          int from = next.getAndAdd(MEMBERS);
          List<String> some = members.subList(from, Math.min(members.size(), from + MEMBERS));
          return client
              .patch("/Groups/" + group, EntraMessages.addMembers(some))
              .expecting(200, 204);
        });
  }

  private static void run(int requests, int concurrency, Exchange exchange)
      throws InterruptedException {
    var load = new Load(new Pace.Closed(), concurrency, DURATION_MAX, requests);
    Measurement done = new Driver(Ticker.system()).run(load, exchange);
    if (done.failed() > 0) {
      throw new IllegalStateException("The directory could not be filled: " + done.failures());
    }
  }

  /// The ids at the ends of the locations of what was created.
  private static List<String> created(Answer answer) {
    var ids = new ArrayList<String>();
    if (ScimClient.json(answer).get("Operations") instanceof JsonArray(List<Json> operations)) {
      for (Json operation : operations) {
        if (operation instanceof JsonObject done
            && done.text("status").equals(Optional.of("201"))) {
          String location = done.text("location").orElse("");
          ids.add(location.substring(location.lastIndexOf('/') + 1));
        }
      }
    }
    return ids;
  }
}
