"""The thesaurus beyond software: what is bought, booked and paid, who works and where people live.

One group a line, as in `ideas.search.thesaurus`.
"""

EVERYDAY = """
payment|pay|checkout|billing|결제|지불|납부|대금|과금
apple pay|google pay|samsung pay|mobile wallet|iphone wallet|애플페이|구글페이|삼성페이|간편결제
credit card|card payment|신용카드|체크카드|카드결제
refund|refunded|money back|환불|반환금|환급|돌려받
subscription|subscribe|membership|plan|구독|정기결제|멤버십|요금제|자동결제
cancel|cancellation|unsubscribe|terminate|end plan|취소|해지|철회|해제
price|pricing|cost|fee|charge|가격|요금|비용|수수료|값
discount|coupon|promo code|voucher|sale|할인|쿠폰|세일|바우처
points|reward|loyalty|mileage|credits|포인트|적립금|마일리지|적립|리워드
expire|expiry|expiration|validity|유효기간|만료|소멸|기한만료
receipt|invoice|tax invoice|영수증|계산서|세금계산서|청구서|결제내역|거래명세서|내역서|인보이스
vat|value added tax|tax|tax id|gst|부가세|부가가치세|세금|사업자번호|사업자등록번호|세액
order|purchase|buy|주문|구매|구입
cart|basket|장바구니|카트
delivery|shipping|shipment|parcel|courier|배송|택배|배달|발송
tracking|track|track package|추적|배송조회|위치확인|위치를확인
exchange|return|반품|교환|반송
stock|inventory|sold out|재고|품절|입고
address|location|주소|위치|장소|배송지
map|navigation map|directions|지도|길찾기|약도
product|item|goods|merchandise|상품|제품|물건|품목
review|rating|feedback|stars|후기|리뷰|평점|평가|별점|피드백
customer service|customer support|help desk|call center|support agent|고객센터|상담|상담원|콜센터|고객지원
waiting time|wait time|queue|on hold|대기시간|대기|기다리|오래걸
reservation|booking|book|appointment|예약|부킹|예매
meeting room|conference room|회의실|미팅룸
meeting|conference|video call|회의|미팅|화상회의
double booking|overlap|conflict|중복|겹치|겹쳐|충돌|같은시간에
parking|car park|parking lot|주차|주차장|주차공간
bus|public transport|transit|버스|대중교통|시내버스
subway|metro|underground|지하철|전철|도시철도
school|kindergarten|학교|유치원|어린이집
road|street|sidewalk|pavement|도로|길거리|보도|인도|차도
traffic light|signal|crosswalk|신호등|신호|횡단보도
garbage|waste|rubbish|recycling|쓰레기|폐기물|분리수거|재활용
noise|loud|소음|시끄러|층간소음
park|playground|공원|놀이터
toilet|restroom|bathroom|화장실
smoking|cigarette|흡연|담배|금연
faq|frequently asked|자주묻는질문|자주하는질문
signature|e signature|서명|전자서명
contract|agreement|계약|계약서|약정
employee|staff|worker|직원|종업원|사원|스태프
salary|wage|payroll|월급|급여|임금
customer|client|고객|손님
sales|revenue|turnover|매출|판매액
expense|spending|지출|경비
branch|store|shop|지점|매장|가게|점포
pickup|pick up|픽업|수령|찾아가
wifi|wi fi|wireless internet|와이파이|무선인터넷
camera|카메라|촬영
contacts|address book|연락처|주소록|전화번호부
holiday|day off|휴무|휴일|쉬는날|공휴일
opening hours|business hours|영업시간|운영시간|이용시간
archive|보관함|아카이브
zoom|magnify|확대|돋보기
compare|comparison|비교
verify|verification|identity check|인증|본인확인|본인인증
popup|pop up|modal|dialog|팝업|대화상자
ad|ads|advertisement|banner|광고|배너
live|real time|realtime|실시간
sum|total|합계|총액|총합
bicycle|bike|cycling|자전거
hospital|clinic|병원|의원
elevator|lift|엘리베이터|승강기
air conditioning|aircon|에어컨|냉방
heating|heater|난방|히터
gift|present|선물|기프트
pet|dog|반려동물|애완동물|반려견|강아지
"""
