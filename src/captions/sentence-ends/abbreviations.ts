/** Abbreviations of a language, in lower case and without the full stop at their end. */
export type Abbreviations = {
  /** Something always follows: e.g., ca., vgl. */
  open: Set<string>;
  /** A name may follow, or a new sentence: Mr., Inc., etc. */
  names: Set<string>;
  /** Words of their own too, that are abbreviations before a number alone: No. 5, Jan. 6, Art. 2. */
  numbers: Set<string>;
};

/** Those of English, which speakers of other languages use too. */
const INTERNATIONAL: Record<keyof Abbreviations, string> = {
  open: "e.g eg i.e vs cf viz ca approx esp incl",
  names: `mr mrs ms mx messrs dr drs prof profs gen col maj capt cpt lt sgt cpl pvt cmdr adm rev fr msgr hon gov sen rep pres
    supt insp st ste mt mts ft sr jr esq phd ph.d md m.d inc ltd co corp bros llc plc cie gmbh etc al dept univ assn bldg
    ave blvd rd hwy jct mfg intl natl govt est ed eds trans n.b p.s a.m p.m amb pt pty d.phil ll.d ll.m psy.d ed.d pharm.d`,
  numbers: `no nos nr fig figs eq eqs vol vols ch chap sec sect art pp pg par para tab ver v sp jan feb mar apr jun jul
    aug sep sept oct nov dec a.d b.c c.e oz lb lbs in ft yd mi tsp tbsp min mins hr hrs sec secs`,
};

const BY_LANGUAGE: Record<string, Partial<Record<keyof Abbreviations, string>>> = {
  da: {
    open: "f.eks fx bl.a d.v.s dvs ca vedr inkl ekskl evt jf jfr",
    names: "hr fru frk dr prof osv mv m.v m.m kgl skt",
    numbers: "nr kl s stk kap",
  },
  de: {
    open: `z.b zb d.h bzw ca bspw beisp ggf evtl sog vgl u.a v.a inkl exkl max mind z.t o.ä o.g i.d.r insb bes betr bzgl zzgl
      abzgl einschl lt gem ugs m.e s.o s.u resp eigtl urspr zw nr hl`,
    names: `hr hrn fr frl dr prof dipl ing mag usw etc u.s.w usf st str geb gest verh stellv ltd kg jr sen abt ass min präs
      d.j d.ä u.v.m dgl dipl.-ing dr.-ing med jur phil rer nat h.c habil mio mrd tsd std jh jhd abb
      abs abschn kap bd tel ziff rn`,
    numbers: "s art jg jan feb mär apr jun jul aug sept okt nov dez",
  },
  es: {
    open: "p.ej ej aprox vs cf incl núm nº",
    names: `sr sra sres sras srta dr dra dres d dña ud uds vd vds prof profa lic ing arq gral cnel cap tte sto sta fray mons
      excmo excma ilmo ilma rvdo etc avda av cía s.a s.l ee ee.uu uu rr hh aa ff jj oo cc jr mtro mtra pbro hnos vda pág págs fig cap tel núm`,
    numbers: "art vol no",
  },
  fr: {
    open: "p.ex ex env cf c.-à-d càd vs approx incl",
    names: `m mm mme mmes mlle mlles dr drs pr prof me mgr st ste sts gal col cap cdt lt etc av bd boul pl jr cie ets sté éts vve s.a
      apr av.j.-c`,
    numbers: "p pp art fig chap vol no nos tél",
  },
  it: {
    open: "es p.es ad.es cfr ca circa cd cosidd vs incl",
    names: `sig sigg sig.ra sig.na dott dott.ssa dr prof prof.ssa ing avv arch rag geom on sen gen col cap ten mons don s ss
      ecc s.p.a s.r.l spett egr gent.mo ill.mo rev jr a.c d.c cav comm dr.ssa p.zza v.le c.so pag pagg fig cap tel`,
    numbers: "art vol n sec",
  },
  nl: {
    open: "bijv bv d.w.z dwz o.a m.n ca incl excl evt resp i.p.v t.o.v m.b.t i.v.m z.g zgn vgl nl",
    names: "dhr mevr mw mej dr drs prof ir ing mr ds jhr st enz e.d jr sr",
    numbers: "nr blz pag art afb hfst tel",
  },
  no: {
    open: "f.eks bl.a d.v.s dvs ca inkl ekskl evt jf",
    names: "hr fru dr prof osv m.m st",
    numbers: "nr kl s kap",
  },
  pl: {
    open: "np tzn tj m.in ok ww zob por wg tzw",
    names: "dr prof mgr inż hab ks gen płk płk św ul al itd itp etc im",
    numbers: "nr s str r rys rozdz godz",
  },
  pt: {
    open: "p.ex ex aprox cf vs incl",
    names: `sr sra srs sras srta dr dra drs dras d prof profa profs eng enga arq exmo exma ilmo ilma v.exa exa revmo pe fr gen
      cel cap ten maj sto sta etc av trav ltda cia s.a jr dep sen des min pág págs fig cap tel séc`,
    numbers: "art vol no nº",
  },
  ru: {
    open: "т.е т.к т.н напр см ср ок вкл",
    names: `г гг гор ул пр просп пл пер наб им св проф акад доц д-р др т.д т.п тд тп гр тов руб коп тыс н.э обл р-н оз т с д о р п стр рис табл гл ст млн млрд тел`,
    numbers: "в вв кв",
  },
  sv: {
    open: "t.ex bl.a d.v.s dvs ca inkl exkl ev s.k jfr resp",
    names: "hr fru dr prof osv m.m m.fl st",
    numbers: "nr kl s kap",
  },
  uk: {
    open: "т.е напр див пор бл",
    names: "м ім вул пр просп проф акад доц ін т.д т.п тов грн коп тис н.е обл о",
    numbers: "стор рис табл гл с п ст млн млрд р рр",
  },
};

const LISTS = new Map<string, Abbreviations>();

/** The abbreviations of a language (ISO 639-1), with those of English. */
export function abbreviationsOf(language: string): Abbreviations {
  const known = LISTS.get(language);
  if (known !== undefined) return known;
  const own = BY_LANGUAGE[language] ?? {};
  const list = (kind: keyof Abbreviations): Set<string> =>
    new Set([...words(INTERNATIONAL[kind]), ...words(own[kind] ?? "")]);
  const abbreviations = { open: list("open"), names: list("names"), numbers: list("numbers") };
  // What a language of its own has in one list is not taken from another.
  for (const word of words(own.names ?? "")) abbreviations.numbers.delete(word);
  for (const word of words(own.numbers ?? "")) abbreviations.names.delete(word);
  for (const word of words(own.names ?? "")) abbreviations.open.delete(word);
  if (LISTS.size < 100) LISTS.set(language, abbreviations);
  return abbreviations;
}

const words = (list: string): string[] => list.split(/\s+/u).filter((word) => word !== "");
