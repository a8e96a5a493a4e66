package dev.rollcall.scim.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.ResourceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;

final class DirectoryInMemoryTest {
  private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
  private static final ResourceId ANN = new ResourceId("48af03ac");

  private static byte[] json(String text) {
    return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void a_user_is_created_patched_and_found() {
    var directory = new DirectoryInMemory(new LinkedHashMap<>());

    assertThat(directory.post(json("{'userName':'ann@contoso.example','active':'True'}"), ANN, NOW))
        .contains("\"active\":true", "\"version\":\"W/\\\"1\\\"\"");
    assertThat(
            directory.patch(
                ANN,
                json(
                    "{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':["
                        + "{'op':'Replace','path':'emails[type eq \\'work\\'].value',"
                        + "'value':'ann@contoso.example'}]}"),
                NOW))
        .contains("\"emails\":[{\"type\":\"work\",\"value\":\"ann@contoso.example\"}]")
        .contains("\"version\":\"W/\\\"2\\\"\"");
    assertThat(directory.search("emails[type eq \"work\"] and active eq true"))
        .contains("\"totalResults\":1", "\"id\":\"48af03ac\"");
    assertThat(directory.search("userName like \"ann\""))
        .contains("\"status\":\"400\"", "\"scimType\":\"invalidFilter\"");
  }

  @Test
  void the_readme_shows_the_example_as_it_is() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String source =
        Files.readString(Path.of("src/test/java/dev/rollcall/scim/example/DirectoryInMemory.java"));
    assertThat(readme).contains(source.substring(source.indexOf("final class")).strip());
  }
}
