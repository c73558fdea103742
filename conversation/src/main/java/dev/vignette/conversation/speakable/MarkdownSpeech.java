package dev.vignette.conversation.speakable;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** Reads a Markdown document as a person would read it out. */
final class MarkdownSpeech extends AbstractVisitor {
    private static final int DEEPEST_NESTING = 20;
    // Chat has no indented code: people indent for all sorts of reasons.
    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create(), StrikethroughExtension.create(), AutolinkExtension.create()))
            .enabledBlockTypes(
                    Set.of(Heading.class, FencedCodeBlock.class, HtmlBlock.class, ListBlock.class, BlockQuote.class))
            .maxOpenBlockParsers(DEEPEST_NESTING)
            .includeSourceSpans(IncludeSourceSpans.NONE)
            .build();

    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^<>]*>|<!--.*?-->", Pattern.DOTALL);
    private static final Pattern ADDRESS = Pattern.compile("(?i)\\s*(?:https?://|www\\.|mailto:)\\S+\\s*");
    private static final Pattern MAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@]+");
    private static final Pattern OPEN_END = Pattern.compile("[.!?…。！？:：;；,，、]$");
    private static final Pattern CLAUSE_MARK = Pattern.compile("[.!?…。！？:：;；]");
    private static final int SHORT_ITEM_WORDS = 5;
    private static final int SHORT_ITEM_IDEOGRAPHS = 10;
    private static final int LONGEST_INLINE_CODE = 30;

    private final Phrases phrases;
    private final StringBuilder speech = new StringBuilder();
    private final Set<String> mentioned = new HashSet<>();

    private MarkdownSpeech(Phrases phrases) {
        this.phrases = phrases;
    }

    static String of(String markdown, Phrases phrases) {
        MarkdownSpeech speech = new MarkdownSpeech(phrases);
        PARSER.parse(markdown).accept(speech);
        return speech.speech.toString();
    }

    @Override
    public void visit(Paragraph paragraph) {
        sentence(inner(paragraph));
    }

    @Override
    public void visit(Heading heading) {
        sentence(inner(heading));
    }

    @Override
    public void visit(FencedCodeBlock code) {
        mention("code");
    }

    @Override
    public void visit(CustomBlock block) {
        if (block instanceof TableBlock) {
            mention("table");
        } else {
            visitChildren(block);
        }
    }

    @Override
    public void visit(BulletList list) {
        List<String> items = items(list);
        boolean oneBreath = items.size() > 1 && items.stream().allMatch(this::isShort);
        if (oneBreath) {
            sentence(phrases.enumeration(items));
        } else {
            items.forEach(this::sentence);
        }
    }

    @Override
    public void visit(OrderedList list) {
        String[] ordinals = phrases.say("ordinals").split("\\|", -1);
        List<String> items = items(list);
        for (int i = 0; i < items.size(); i++) {
            String lead = i < ordinals.length ? ordinals[i] : phrases.say("step");
            sentence(lead + (phrases.chinese() || lead.isEmpty() ? "" : " ") + items.get(i));
        }
    }

    @Override
    public void visit(HtmlBlock html) {
        sentence(TAG.matcher(html.getLiteral()).replaceAll(" "));
    }

    @Override
    public void visit(HtmlInline html) {
        speech.append(html.getLiteral().matches("(?i)<(?:br|p|/p|/div|/li)\\b.*") ? " " : "");
    }

    @Override
    public void visit(Image image) {
        mention("picture");
    }

    @Override
    public void visit(Link link) {
        String label = inner(link);
        if (link.getDestination().startsWith("mailto:") || MAIL.matcher(label).matches()) {
            speech.append(MAIL.matcher(label).matches() || label.isBlank() ? phrases.say("mail") : label);
        } else if (label.isBlank() || ADDRESS.matcher(label).matches()) {
            speech.append(host(link.getDestination()));
        } else {
            speech.append(label);
        }
    }

    @Override
    public void visit(Emphasis emphasis) {
        String text = inner(emphasis);
        speech.append(StageDirections.is(text) ? " " : text);
    }

    @Override
    public void visit(CustomNode node) {
        if (!(node instanceof Strikethrough)) {
            visitChildren(node);
        }
    }

    @Override
    public void visit(Code code) {
        String words = code.getLiteral()
                .replaceAll("(?<=^|\\s)-{1,2}(?=\\w)", "")
                .replaceAll("[()\\[\\]{};]+", " ")
                .replaceAll("[_/\\\\$=|&<>]+", " ")
                .strip();
        boolean sayable =
                words.length() <= LONGEST_INLINE_CODE && words.codePoints().anyMatch(Character::isLetter);
        speech.append(sayable || words.matches("[\\d.,]+") ? words : phrases.say("code.inline"));
    }

    @Override
    public void visit(Text text) {
        speech.append(text.getLiteral());
    }

    @Override
    public void visit(HardLineBreak lineBreak) {
        lineEnd(lineBreak);
    }

    @Override
    public void visit(SoftLineBreak lineBreak) {
        lineEnd(lineBreak);
    }

    /** In chat a new line is often the end of a sentence that nobody put a full stop to. */
    private void lineEnd(Node lineBreak) {
        boolean capital = lineBreak.getNext() instanceof Text next
                && !next.getLiteral().isEmpty()
                && Character.isUpperCase(next.getLiteral().codePointAt(0));
        String line = speech.toString().stripTrailing();
        if (line.isEmpty() || OPEN_END.matcher(line).find()) {
            speech.append(' ');
        } else if (phrases.chinese()) {
            speech.append('，');
        } else {
            speech.append(capital ? ". " : " ");
        }
    }

    /** What the children of a node say, on its own. */
    private String inner(Node node) {
        MarkdownSpeech part = new MarkdownSpeech(phrases);
        part.mentioned.addAll(mentioned);
        part.visitChildren(node);
        mentioned.addAll(part.mentioned);
        return part.speech.toString();
    }

    private List<String> items(ListBlock list) {
        List<String> items = new ArrayList<>();
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            String text = inner(item).strip();
            String task = text.replaceFirst("^\\[[ xX]\\]\\s+", "");
            if (!task.isEmpty()) {
                // A short item is given back without the full stop that its paragraph put there.
                items.add(list.isTight() && list instanceof BulletList ? task.replaceFirst("[.。]$", "") : task);
            }
        }
        return items;
    }

    private boolean isShort(String item) {
        return !CLAUSE_MARK.matcher(item).find()
                && (phrases.chinese()
                        ? item.length() <= SHORT_ITEM_IDEOGRAPHS
                        : item.split("\\s+").length <= SHORT_ITEM_WORDS);
    }

    private void mention(String key) {
        if (mentioned.add(key)) {
            sentence(phrases.say(key));
        }
    }

    private void sentence(String text) {
        String said = text.strip();
        if (said.isEmpty()) {
            return;
        }
        if (!speech.isEmpty() && !Character.isWhitespace(speech.charAt(speech.length() - 1))) {
            speech.append(' ');
        }
        String bare = said.replaceAll("[\"”»)）」』]+$", "");
        boolean open = Typography.hasWords(said) && !OPEN_END.matcher(bare).find();
        speech.append(said).append(open ? (phrases.chinese() ? "。" : ".") : "");
    }

    private String host(String address) {
        try {
            String host = URI.create(address.startsWith("www.") ? "https://" + address : address)
                    .getHost();
            if (host != null && host.codePoints().anyMatch(Character::isLetter)) {
                return host.toLowerCase(Locale.ROOT)
                        .replaceFirst("^www\\.", "")
                        .replace("-", " ")
                        .replace(".", phrases.say("dot"));
            }
        } catch (IllegalArgumentException e) {
            // A broken address is still a link in the text.
        }
        return phrases.say("link");
    }
}
