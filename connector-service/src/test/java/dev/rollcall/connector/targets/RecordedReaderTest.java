package dev.rollcall.connector.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.mapping.core.MappingLimits;
import dev.rollcall.connector.mapping.jsonata.JsonataLanguage;
import dev.rollcall.connector.outbound.AllowedAddresses;
import dev.rollcall.connector.target.scim.ScimKind;
import dev.rollcall.connector.targets.RecordedReader.One;
import dev.rollcall.connector.targets.RecordedTargets.Recorded;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where a recorded target may lead, by what the operator allows and what its entry asks for.
class RecordedReaderTest {
  private static final String NOT_HERE =
      "'allowPrivateAddress' is not for recorded targets of this platform";
  private static final String NOT_THIS =
      "'allowPrivateAddress' names what is not for recorded targets of this platform";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          false      | false           | false
          true       | true            | true
          true       | ['10.0.0.0/8']  | [10.0.0.0/8]
          10.0.0.0/8 | true            | [10.0.0.0/8]
          10.0.0.0/8 | ['10.1.0.0/16'] | [10.1.0.0/16]
          10.0.0.0/8 | false           | false
          """)
  void it_leads_to(String platform, String asked, String leads) {
    One read = read(platform, asked);

    assertThat(read.problems()).isEmpty();
    assertThat(Objects.requireNonNull(read.target()).addresses().print()).isEqualTo(leads);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          false      | true
          false      | ['10.0.0.0/8']
          true       | ['169.254.169.254']
          true       | ['fd00:ec2::254']
          10.0.0.0/8 | ['127.0.0.1']
          10.0.0.0/8 | ['0.0.0.0/0']
          """)
  void it_is_stopped_where_it_asks_for_more(String platform, String asked) {
    One read = read(platform, asked);

    assertThat(read.target()).isNull();
    assertThat(read.problems()).containsExactly(platform.equals("false") ? NOT_HERE : NOT_THIS);
  }

  private static One read(String platform, String asked) {
    String entry =
        "{'kind':'scim','url':'https://crm.example','token':'t','allowPrivateAddress':%s}"
            .formatted(asked)
            .replace('\'', '"');
    var document =
        new JsonCodec(JsonLimits.CLIENT).readObject(entry.getBytes(StandardCharsets.UTF_8));
    var keys = new SealingKeyFile(null);
    return new RecordedReader(
            new TargetsFile.Defaults(30_000, 8),
            new Kinds(List.of(new ScimKind())),
            new JsonataLanguage(MappingLimits.STANDARD),
            new RecordedReader.Trust(keys, AllowedAddresses.read(platform)))
        .read(new Recorded("demo", "crm", document));
  }
}
