package io.github.asyncapikafka.validation.pattern;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A Unicode property in a regular expression (ECMA-262, section "UnicodePropertyName"),
 * as Java and RE2/J write it.
 *
 * @param java what stands between the braces in Java
 * @param linear what stands there in RE2/J, or {@code null} if it does not know the
 * property, or means something else
 */
record UnicodeProperty(String java, @Nullable String linear) {

	private static final Map<String, String> CATEGORIES = new HashMap<>();

	private static final Map<String, String> BINARY = new HashMap<>();

	/** RE2/J does not count code points that are not assigned among these. */
	private static final Set<String> UNASSIGNED = Set.of("C", "Cn", "Cs", "LC");

	static {
		String categories = """
				L Letter, LC Cased_Letter, Lu Uppercase_Letter, Ll Lowercase_Letter, Lt Titlecase_Letter,
				Lm Modifier_Letter, Lo Other_Letter, M Mark Combining_Mark, Mn Nonspacing_Mark, Mc Spacing_Mark,
				Me Enclosing_Mark, N Number, Nd Decimal_Number digit, Nl Letter_Number, No Other_Number,
				P Punctuation punct, Pc Connector_Punctuation, Pd Dash_Punctuation, Ps Open_Punctuation,
				Pe Close_Punctuation, Pi Initial_Punctuation, Pf Final_Punctuation, Po Other_Punctuation,
				S Symbol, Sm Math_Symbol, Sc Currency_Symbol, Sk Modifier_Symbol, So Other_Symbol, Z Separator,
				Zs Space_Separator, Zl Line_Separator, Zp Paragraph_Separator, C Other, Cc Control cntrl, Cf Format,
				Cs Surrogate, Co Private_Use, Cn Unassigned""";
		add(categories, CATEGORIES);
		String binary = """
				IsAlphabetic Alphabetic Alpha, IsLowercase Lowercase Lower, IsUppercase Uppercase Upper,
				IsWhite_Space White_Space space, IsIdeographic Ideographic Ideo, IsHex_Digit Hex_Digit Hex,
				IsNoncharacter_Code_Point Noncharacter_Code_Point NChar, IsJoin_Control Join_Control Join_C,
				IsEmoji Emoji, IsEmoji_Presentation Emoji_Presentation EPres, IsEmoji_Modifier Emoji_Modifier EMod,
				IsEmoji_Modifier_Base Emoji_Modifier_Base EBase, IsEmoji_Component Emoji_Component EComp,
				IsExtended_Pictographic Extended_Pictographic ExtPict, Assigned, ASCII, all Any,
				XDigit ASCII_Hex_Digit AHex""";
		add(binary, BINARY);
	}

	private static void add(String text, Map<String, String> names) {
		for (String entry : text.split(",\\s*")) {
			String[] words = entry.strip().split("\\s+");
			for (String word : words) {
				names.put(word, words[0]);
			}
		}
	}

	/**
	 * Return a property.
	 * @param name what stands between the braces
	 * @return the property, or {@code null} if there is none
	 */
	static @Nullable UnicodeProperty of(String name) {
		int equals = name.indexOf('=');
		String key = name.substring(0, Math.max(equals, 0));
		String value = name.substring(equals + 1);
		String category = CATEGORIES.get(value);
		if (category != null && (equals < 0 || key.equals("General_Category") || key.equals("gc"))) {
			return new UnicodeProperty(category, UNASSIGNED.contains(category) ? null : category);
		}
		if (key.equals("Script") || key.equals("sc")) {
			return new UnicodeProperty("script=" + value, value);
		}
		String binary = (equals < 0) ? BINARY.get(value) : null;
		return (binary != null) ? new UnicodeProperty(binary, null) : null;
	}

}
