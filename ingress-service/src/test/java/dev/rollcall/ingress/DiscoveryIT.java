package dev.rollcall.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The documents that say what the service can do, over HTTP.
class DiscoveryIT {
  @TempDir private Path folder;

  @Test
  void a_discovery_document_is_not_sent_to_who_has_it() {
    try (var querySide = new QuerySide();
        var ingress = Ingress.start(folder, querySide)) {
      for (String path : List.of("/ServiceProviderConfig", "/Schemas", "/ResourceTypes/User")) {
        var first = ingress.send("GET", "/scim/v2" + path, "");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(first.body()).contains("\"version\":\"W/");
        var again = ingress.request("GET", "/scim/v2" + path, "").header("If-None-Match", tag);
        assertThat(ingress.send(again.build()).statusCode()).as(path).isEqualTo(304);
      }
    }
  }

  @Test
  void every_address_of_the_administration_is_documented() {
    try (var querySide = new QuerySide();
        var ingress = Ingress.start(folder, querySide)) {
      Set<String> routed =
          Pattern.compile("/admin[A-Za-z0-9/{}-]*")
              .matcher(ingress.routes())
              .results()
              .map(MatchResult::group)
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(routed).contains("/admin/history/{id}", "/admin/resource-types/{name}");
      String document = ingress.send("GET", "/openapi.json", "").body();
      assertThat(routed).allSatisfy(it -> assertThat(document).contains("\"" + it + "\":"));
    }
  }
}
