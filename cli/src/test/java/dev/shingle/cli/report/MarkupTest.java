package dev.shingle.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class MarkupTest {

    @Test
    void textAndAttributesAreEscaped() {
        String markup = new Markup()
                .element("b", "</b><script>&\"'", "title", "\"><img src=x onerror='alert(1)'>")
                .toString();
        assertThat(markup)
                .isEqualTo("<b title=\"&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;\">"
                        + "&lt;/b&gt;&lt;script&gt;&amp;&quot;&#39;</b>");
    }

    @Test
    void whatNoDocumentMayContainIsReplaced() {
        assertThat(new Markup().text("a\u0000b\u202Ec\uD800d\uFFFFe\u0085f").toString())
                .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf");
        assertThat(new Markup().text("\uD83D\uDC19 \u00e9 \u4e2d").toString()).isEqualTo("\uD83D\uDC19 \u00e9 \u4e2d");
    }

    @Test
    void nothingIsLeftOpen() {
        assertThatThrownBy(() -> new Markup().open("p").toString())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("[p]");
    }

    /** An XML parser, which forgives nothing, reads back what was written. */
    @Property(tries = 300)
    void anyTextIsReadBack(@ForAll String text) throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(
                        new Markup().element("a", text, "b", text).toString())));
        String shown = document.getDocumentElement().getTextContent();
        assertThat(shown).hasSameSizeAs(text);
        for (int i = 0; i < text.length(); i++) {
            assertThat(shown.charAt(i)).isIn(text.charAt(i), '\uFFFD');
        }
    }
}
