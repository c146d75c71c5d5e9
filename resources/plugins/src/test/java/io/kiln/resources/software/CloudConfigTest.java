package io.kiln.resources.software;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.ResourceContract;
import io.kiln.resources.Steps;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.value.Value;
import org.junit.jupiter.api.Test;

class CloudConfigTest extends ResourceContract {

  private final SimulatedConfigs configs = new SimulatedConfigs();
  private final ResourceHandler config = TypedResource.of(new CloudConfig(configs));

  @Override
  protected ResourceHandler handler() {
    return config;
  }

  @Override
  protected Value.MapOf properties() {
    return map(
        """
        {"cloud_config": {"b": "yes", "a": [1, "x", {"k": null, "e": []}], "m": "line1\\nline2\\n",
         "u": "ü", "n": "0123", "t": true, "d": "2020-01-01", "f": 1.5, "emp": "", "col": "a: b",
         "hash": "# no", "tick": "it's", "long": "%s"}}\
        """
            .formatted("word ".repeat(30)));
  }

  @Override
  protected int thingsOutside() {
    return configs.count();
  }

  /**
   * The text is what Python's {@code yaml.dump} makes of the same map, but for the case of hex
   * digits.
   */
  @Test
  void theTextIsYamlAsHeatWritesIt() {
    var done = Steps.done(config.create(properties(), context()));
    assertThat(done.attributes().get("config"))
        .isEqualTo(
            Value.text(
                """
                #cloud-config
                a:
                - 1
                - x
                - e: []
                  k: null
                b: 'yes'
                col: 'a: b'
                d: '2020-01-01'
                emp: ''
                f: 1.5
                hash: '# no'
                long: 'word word word word word word word word word word word word word word word
                  word word word word word word word word word word word word word word word '
                m: 'line1

                  line2

                  '
                n: '0123'
                t: true
                tick: it's
                u: "\\xfc"
                """));
    assertThat(configs.find("admin", done.physicalId()).orElseThrow().group())
        .isEqualTo("Heat::Ungrouped");
  }
}
