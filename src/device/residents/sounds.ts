// How a name sounds in pinyin without tones, from what every browser has: the first
// level of GB 2312 (1980) stands in the order of its sounds, and the collation of
// Chinese (CLDR, pinyin) puts every other character between its neighbours there.

/** Each sound with how many characters of the level have it; capitals begin a letter. */
const TABLE =
  'A2i13n9ng3o9Ba18ai8an15ang12ao32en4eng6i24ian12iao4ie4in6ing9o19u11Ca1ai11an7ang5ao5e5eng2ha11hai3han10hang13hao9he6hen10heng15hi16hong5hou12hu17huan7huang6hui5hun7huo2i12ong6ou1u4uan3ui8un3uo6Da6ai12an15ang5ao12e3eng7i29ian6iao9ie7ing9iu1ong10ou8u14uan6ui4un9uo12E13n1r8Fa8an17ang11ei12en15eng15o1ou1u45Ga2ai6an11ang9ao10e17ei1en2eng7ong15ou9u18ua6uai3uan11uang3ui16un3uo6Ha1ai7an19ang3ao9e18ei2en4eng5ong9ou7u18ua9uai5uan14uang14ui21un6uo10Ji53ia17ian40iang13iao28ie27in20ing25iong2iu17u25uan7ue10un11Ka4ai5an6ang7ao4e15en4eng2ong4ou4u7ua5uai4uan2uang8ui11un4uo4La7ai3an15ang7ao11ei11eng3i34ia1ian14iang11iao13ie5in12ing14iu11ong9ou6u20v14uan6ue2un7uo12Ma9ai6an9ang6ao12e1ei16en3eng8i14ian9iao8ie2in6ing6iu1o17ou3u22Nai5an3ang1ao5e1ei2en1eng1i11ian7iang2iao2ie7in1ing6iu4ong4u3v1uan1ue2uo4O1u7Pa6ai6an8ang5ao7ei9en2eng14i17ian4iao4ie2in5ing9o8ou1u15Qi36ia3ie50in11ing13iong2iu8u13uan11ue8un2Ran4ang5ao3e2en10eng2i2ong9ou3u10uan2ui3un2uo2Sa3ai4an4ang3ao4e3en1eng1ha9hai2han16hang8hao11he12hen16heng11hi47hou10hu33hua2huai4huan2huang3hui4hun4huo4i16ong8ou4u12uan3ui11un3uo8Ta9ai9an18ang13ao11e1eng4i15ian8iao5ie3ing10ong13ou4u11uan2ui6un3uo11Wa7ai2an17ang10ei33en10eng3o9u29Xi35ia13ian26iang20iao18ie21in10ing15iong7iu9u19uan10ue6un14Ya16an33ang17ao15e15i53in16ing18o1ong15ou20u45uan20ue10un12Za3ai7an4ang3ao14e4ei1en1eng4ha14hai6han17hang15hao10he10hen16heng15hi43hong11hou14hu26hua2huai1huan6huang7hui6hun7huo6i15ong7ou4u8uan2ui4un2uo8';

/** Surnames that sound otherwise than the word, as people of the county say them. */
const SURNAMES: Record<string, string> = {
  '\u8983': 'qin',
  '\u5355': 'shan',
  '\u89e3': 'xie',
  '\u4ec7': 'qiu',
  '\u67e5': 'zha',
  '\u6734': 'piao',
  '\u4e50': 'yue',
  '\u7f2a': 'miao',
};

type Sound = { sound: string; first: string };

let made: { known: Map<string, string>; sounds: Sound[] } | undefined;

function make(): NonNullable<typeof made> {
  const decoder = new TextDecoder('gbk');
  const known = new Map<string, string>();
  const sounds: Sound[] = [];
  let letter = '';
  let place = 0;
  for (const [, part = '', count] of TABLE.matchAll(/(\D+)(\d+)/g)) {
    if (/^[A-Z]/.test(part)) letter = part.charAt(0);
    const sound = (
      part.startsWith(letter) ? part : letter + part
    ).toLowerCase();
    for (
      let end = place + Number(count), first = true;
      place < end;
      place += 1
    ) {
      const row = 0xb0 + Math.floor(place / 94);
      const bytes = Uint8Array.of(row, 0xa1 + (place % 94));
      const character = decoder.decode(bytes);
      known.set(character, sound);
      if (first) sounds.push({ sound, first: character });
      first = false;
    }
  }
  return { known, sounds };
}

const order = new Intl.Collator('zh-u-co-pinyin');

/** None for what is not Chinese. A rare one lies at the edge of two sounds: both. */
function soundsOf(character: string, isSurname: boolean): string[] {
  made ??= make();
  const { known, sounds } = made;
  const sound = known.get(character);
  const other = isSurname ? SURNAMES[character] : undefined;
  if (sound !== undefined) return [sound, ...(other ? [other] : [])];
  if (!/\p{Script=Han}/u.test(character)) return [];
  let [low, high] = [0, sounds.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const first = sounds[middle]?.first ?? '';
    if (order.compare(first, character) <= 0) low = middle + 1;
    else high = middle;
  }
  const near = [sounds[low - 1], sounds[low]].flatMap((each) =>
    each === undefined ? [] : [each.sound],
  );
  return other === undefined ? near : [other, ...near];
}

/** Of one name, no more are made. */
const MOST = 16;

/** Every way in which a name may be typed: whole (`xiangying`) and by initials (`xy`). */
export function soundsOfName(name: string): string[] {
  let ways: string[][] = [[]];
  for (const [at, character] of Array.from(name).entries()) {
    const sounds = soundsOf(character, at === 0);
    if (sounds.length === 0) continue;
    ways = ways
      .flatMap((way) => sounds.map((sound) => [...way, sound]))
      .slice(0, MOST);
  }
  const texts = ways.flatMap((way) => [
    way.map((sound) => sound.charAt(0)).join(''),
    way.join(''),
  ]);
  return [...new Set(texts)];
}
