package dev.mql.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mql.demo.shop.ConsentMode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DemoOptionsTest {

    @Test
    void withoutOptionsTheDefaultsHold() throws Exception {
        assertThat(DemoOptions.parse(List.of(), Map.of()))
                .isEqualTo(new DemoOptions(8080, ConsentMode.OPT_OUT, false, false));
    }

    @Test
    void optionsAreReadInEitherForm() throws Exception {
        assertThat(DemoOptions.parse(List.of("--port", "9000", "--consent=required", "--real-time"), Map.of()))
                .isEqualTo(new DemoOptions(9000, ConsentMode.REQUIRED, true, false));
        assertThat(DemoOptions.parse(List.of("--help"), Map.of()).help()).isTrue();
    }

    @Test
    void portOfTheCommandLineWinsOverTheEnvironment() throws Exception {
        Map<String, String> environment = Map.of("MQL_DEMO_PORT", "9001");

        assertThat(DemoOptions.parse(List.of(), environment).port()).isEqualTo(9001);
        assertThat(DemoOptions.parse(List.of("--port=0"), environment).port()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --prot 80        | Unknown option '--prot'
            extra            | Unknown option 'extra'
            --port           | --port needs a value
            --port 65536     | --port takes a port from 0 (any free one) to 65535, not '65536'
            --port=http      | --port takes a port from 0 (any free one) to 65535, not 'http'
            --consent maybe  | --consent takes required, opt-out or off, not 'maybe'
            --real-time=yes  | --real-time takes no value
            """)
    void wrongOptionsAreNamedWithWhatIsAllowed(String line, String message) {
        assertThatThrownBy(() -> DemoOptions.parse(List.of(line.split(" ", -1)), Map.of()))
                .isInstanceOf(DemoOptions.Wrong.class)
                .hasMessage(message);
    }

    @Test
    void wrongPortOfTheEnvironmentIsNamedAsSuch() {
        assertThatThrownBy(() -> DemoOptions.parse(List.of(), Map.of("MQL_DEMO_PORT", "x")))
                .hasMessageStartingWith("MQL_DEMO_PORT takes a port");
    }
}
