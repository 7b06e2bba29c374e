// What operations have in common, for a deflate that starts with it: a form is too
// short to compress well by itself, and over a thin link its field names and the
// frame around them would cost as much as what the clerk wrote.
//
// The more common a part the later it stands, since nearer costs less. Of ASCII.
// Both ends must have the very same bytes: once released, no word of it may ever
// change; a better one is another form (lean-form.ts).

/** The fields of the forms (catalogue). */
const FIELDS =
  'ethnic isStudent hasOtherPension payGrade specialGroup beneficiary ' +
  'beneficiaryIdNo remark payYears onlyGroundSince verifyWay verifyDate alive ' +
  'abnormal witness deceasedName deceasedIdNo deceasedHukou reason deathDate ' +
  'cremated relation cardAction cardBank occupation idExpire guardianName ' +
  'guardianIdNo insuredType birthCertNo insureYear stopElsewhere parentName ' +
  'parentIdNo personKind toProvince toCity toHospital startDate endDate ' +
  'contactAway useCommit hospital hospitalPlace inDate outDate diagnosis ' +
  'totalFee invoiceCount settledAtHospital isAccident hasFiled objectKind ' +
  'patientName patientIdNo disease selfPay situation members name idNo health ' +
  'labour income applyReason familyIncome farmArea houseInfo vehicle deposit ' +
  'supporters isOfficialKin kind selfCare supportWay incomeSource obligors ' +
  'caregiver caregiverPhone aidKind eventKind eventDate loss otherAid needNow ' +
  'subsidyKind disNo disKind disLevel isDibao guardianPhone ageBand liveWith ' +
  'contactKin contactKinPhone childName childIdNo childHukou childKind school ' +
  'fatherState motherState guardianRelation hukouHere certAction disCause ' +
  'injuryDate needHomeAssess wifeName wifeIdNo wifeHukou wifePhone ' +
  'husbandName husbandIdNo husbandHukou husbandPhone marriageState marryDate ' +
  'childOrder stage gestWeeks expectDate existingChildren birth sex hukou ' +
  'phone childSex childBirth oldCertNo spouseName spouseIdNo children state ' +
  'familyKind birthDate birthPlace childEthnic followWho fatherName ' +
  'fatherIdNo motherName motherIdNo householder hukouAddress unmarried ' +
  'deathPlace deathCause deathCertNo reporterName reporterIdNo reporterPhone ' +
  'moveKind fromAddress toAddress toHouseholder toHouseholderIdNo ' +
  'relationToHouseholder crossProvince moveMembers regKind eduLevel skills ' +
  'lastJob loseDate loseReason wish wage hasUnemploymentReg unempDate ' +
  'groupKind bizName bizCode bizKind bizAddress amount months guarantee ' +
  'otherLoan forestAddress landKind rightNo place boundary forestKind species ' +
  'cutWay area count volume useFor period regrow inReserve geo existingHouse ' +
  'existingArea oldHousePlan soldHouse landPlace east south west north ' +
  'landClass landArea baseArea buildArea floors height drawing builder ' +
  'houseStruct builtYear houseArea dangerLevel fixWay oldVillage planStart ' +
  'changeKind contractArea claimArea idleArea crop plots use enlistDate ' +
  'retireDate serviceUnit awards disability martyrName martyrRelation regDone ' +
  'studentName studentIdNo householderIdNo schoolPlace eduStage major ' +
  'enrolDate semester gotOther';

/** Operations as they mostly are; a submit, which is most of them, last. */
const OPERATIONS =
  '"changes":"members":[{"name":"","idNo":"","phone":"","gender":"",' +
  '"birthDate":"' +
  '{"kind":"supplement","answerCorrection","correctionEvent":1,"answers":{' +
  '{"kind":"withdraw","reason":"","signatures":[],"madeAt":{' +
  '{"kind":"confirmDelivery","receivedBy":"","signatures":[' +
  '{"kind":"updateContact","answers":{{"kind":"rate","level":5,' +
  '"comment":"",' +
  '{"kind":"journal","acts":[{"act":"","caseId":null,"at":"' +
  '{"how":"eCert","paperId":"V01-M1","certificate":"' +
  '{"how":"commitment","paperId":"V01-M1","signature":{' +
  '{"how":"deficiency","paperId":"V01-M1","dueOn":"2026-' +
  '{"how":"photo","paperId":"V01-M1","pages":[{"sha256":"","key":"",' +
  '"bytes":1,"mediaType":"image/jpeg"},{"sha256":"","key":"",' +
  '"bytes":1,"mediaType":"application/pdf"}]},' +
  '{"kind":"submit","number":"422825102200","queryCode":"",' +
  '"stationCode":"422825102200","matterCode":"V01","matterRevision":1,' +
  '"catalogueVersion":"0.3-draft","origin":"station",' +
  '"servingWays":["counter"],"answers":{"applicantName":"",' +
  '"applicantIdNo":"42282519","applicantHukou":' +
  '{"town9":"422825102","village":"422825102200","group":1,"detail":"1",' +
  '"townName":"","villageName":""},' +
  '"applicantResidence":{"town9":"422825102","village":"422825102200",' +
  '"group":1,"detail":"1","townName":"","villageName":""},' +
  '"applicantPhone":"1380000000","bankName":"","bankAccount":"62000000000",' +
  '"submitBy":"","agentName":"","agentIdNo":"42282519",' +
  '"agentPhone":"1380000000"},"papers":[' +
  '{"how":"seen","paperId":"V01-M1","seenAt":"2026-11-25T02:00:00.000Z"},' +
  '{"how":"generated","paperId":"V01-M3"}],' +
  '"signatures":[{"by":"applicant","name":"","image":{"sha256":"","key":"",' +
  '"bytes":4,"mediaType":"image/png"},' +
  '"signedAt":"2026-11-25T02:00:00.000Z"}],' +
  '"consents":[{"id":"sensitiveData","at":"2026-11-25T02:00:00.000Z"},' +
  '{"id":"readBack","at":"2026-11-25T02:00:00.000Z"}],"madeAt":{' +
  '"wallTime":"2026-11-25T02:00:00.000Z","monotonicMs":1,"bootId":"01",' +
  '"lastHeardAt":"2026-11-25T02:00:00.000Z"},"replaces":null}';

const fieldNames = FIELDS.split(' ')
  .map((name) => `"${name}":"`)
  .join('","');

export const LEAN_DICTIONARY = Uint8Array.from(
  fieldNames + OPERATIONS,
  (character) => character.charCodeAt(0),
);
